import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../scripts/free-port.ts';
import { loadArtifact, signatureHash } from '../src/agent/artifact.ts';
import { ChipRespond } from '../src/agent/chip-respond.program.ts';
import { FarEnd, until } from './support/far-end.ts';
import { Script, type Ended } from './support/script.ts';

const GEPA = ['--method', 'gepa', '--budget', '60', '--judge'];

/** Of each split, without what the model that learns cannot give: facts of the example. */
const lines = readFileSync('data/chip.examples.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { split: string; expect: object; reply?: string })
  .filter(({ reply }) => reply !== undefined)
  .map((line) => ({ ...line, expect: {} }));
const fewExamples = ['train', 'validation', 'test']
  .flatMap((split) => lines.filter((line) => line.split === split).slice(0, 8))
  .map((line) => JSON.stringify(line))
  .join('\n');

let folder: string;
let farEnd: FarEnd;
beforeAll(async () => {
  farEnd = await FarEnd.start('--model-seed', '3');
});
afterAll(() => farEnd.stop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chip-optimize-'));
  writeFileSync(join(folder, 'examples.jsonl'), fewExamples);
  await farEnd.faults({});
  await farEnd.control('DELETE', 'journal');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string): string => join(folder, name);
const start = (args: string[], env: Record<string, string> = farEnd.env()): Script =>
  new Script('optimize', ['--data', 'examples.jsonl', ...args], { cwd: folder, env });
const run = (args: string[], env?: Record<string, string>): Promise<Ended> => start(args, env).ended;
const calls = async (): Promise<number> => (await farEnd.journal()).model.length;

describe('npm run optimize, with a model that learns', () => {
  it('writes what is better on held-out examples, for the server and for DSPy, and shows what changed', async () => {
    const { code, stdout, stderr } = await run(GEPA);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/gepa, seed 0; student openai\/gpt-oss-120b/);
    expect(stdout).toMatch(/examples: 8 to learn from, 8 to choose by, 8 held out/);
    expect(stdout).toMatch(/at most 60 runs and reflections .* about \$0\.0\d/);
    expect(stdout).toMatch(/validation \(8\): baseline 0\.\d{3}, best [01]\.\d{3}/);
    expect(stdout).toMatch(
      /held out \(8\):\nbase +0\.\d{3} +found is \+0\.\d{3} ± 0\.\d{3}\nfound +[01]\.\d{3}\n/,
    );
    expect(stdout).toMatch(/\n {2}\+ - /);
    expect(stdout).toMatch(/artifacts\/chip\.json written\. The server uses it from its next start on\.\n$/);

    const program = new ChipRespond();
    const metadata = loadArtifact(program, path('artifacts/chip.json'));
    expect(metadata).toMatchObject({
      dependency_versions: {},
      n: 8,
      model: 'openai/gpt-oss-120b',
      method: 'gepa',
      seed: 0,
      signature_hash: signatureHash(new ChipRespond()),
    });
    expect(metadata!.score).toBeGreaterThan(metadata!['baseline'] as number);
    expect(program.respond.signature.instructions).not.toBe(new ChipRespond().respond.signature.instructions);
    expect(readdirSync(path('artifacts'))).toEqual(['chip.json']);
  });

  it('takes the same way again from what it has kept, and does not write what is no better', async () => {
    await run(GEPA);
    const written = readFileSync(path('artifacts/chip.json'), 'utf8');
    await farEnd.control('DELETE', 'journal');
    const { code, stdout } = await run(GEPA);
    expect(code).toBe(0);
    expect(stdout).toMatch(/artifacts\/chip\.json +[01]\.\d{3} +found is \+0\.000/);
    expect(stdout).toMatch(/Not better on the held-out examples\. artifacts\/chip\.json was not written/);
    expect(readFileSync(path('artifacts/chip.json'), 'utf8')).toBe(written);
    expect(await calls()).toBe(0);
  });

  it('stops in order at Ctrl-C, and goes on where it was', async () => {
    await farEnd.faults({ model: { delayMs: 40 } });
    const first = start(GEPA);
    await until(async () => (await calls()) >= 30, 20_000);
    first.process.kill('SIGINT');
    const { code, stderr } = await first.ended;
    expect(code).toBe(130);
    expect(stderr).toMatch(
      /stopped by hand\nReached: \d+ of 60; best on the validation examples 0\.\d{3}, baseline 0/,
    );
    expect(stderr).toMatch(/artifacts\/chip\.json was not written\.\nRun the same command again: it goes on/);
    expect(existsSync(path('artifacts'))).toBe(false);
    const before = await calls();

    await farEnd.faults({});
    await farEnd.control('DELETE', 'journal');
    expect((await run(GEPA)).code).toBe(0);
    const rest = await calls();
    const resumed = readFileSync(path('artifacts/chip.json'), 'utf8');
    await farEnd.control('DELETE', 'journal');
    const elsewhere = await run([...GEPA, '--no-cache', '--out', 'whole.json']);
    expect(elsewhere).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /whole\.json written\. The server uses artifacts\/chip\.json and not this/,
      ),
    });
    const whole = await calls();

    // What was under way at the end of the first run had to be asked again.
    expect(before + rest).toBeLessThanOrEqual(whole + 8);
    expect(rest).toBeLessThan(whole);
    const undated = (text: string): unknown => {
      const { metadata, ...state } = JSON.parse(text) as { metadata: { date: string } };
      return { ...state, metadata: { ...metadata, date: '' } };
    };
    expect(undated(resumed)).toEqual(undated(readFileSync(path('whole.json'), 'utf8')));
  });

  it.each(['labeled', 'bootstrap', 'search'])('knows the method %s', async (method) => {
    const { code, stdout, stderr } = await run([
      '--method',
      method,
      '--budget',
      '30',
      '--judge',
      '--seed',
      '2',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/search: \d candidates, \d+ of 30 spent/);
    const found = existsSync(path('artifacts/chip.json'));
    expect(stdout).toContain(found ? 'artifacts/chip.json written' : 'artifacts/chip.json was not written');
  });

  it('ends with 1, and writes nothing, when the key is refused on the way', async () => {
    await farEnd.faults({ model: { script: [{}, {}, {}, ...Array(100).fill({ status: 401 })] } });
    const { code, stderr } = await run(GEPA);
    expect(code).toBe(1);
    expect(stderr).toMatch(/Language model: rejected .*status 401/);
    expect(stderr).toContain('GROQ_API_KEY');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(path('artifacts'))).toBe(false);
  });
});

describe('npm run optimize, called wrongly', () => {
  /** One clear sentence, no stack, code 2, and nothing was asked or written. */
  async function expectRefusal(ended: Promise<Ended>, why: RegExp): Promise<void> {
    const { code, stderr, stdout } = await ended;
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(why) });
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(readdirSync(folder).toSorted()).toEqual(['examples.jsonl']);
    expect(await calls()).toBe(0);
  }

  it('names a method that it does not know', async () => {
    await expectRefusal(
      run(['--method', 'mipro', '--budget', '9']),
      /^optimize: --method must be one of gepa, .*not mipro\n$/,
    );
  });

  it('names the least budget that makes sense', async () => {
    await expectRefusal(
      run(['--method', 'gepa', '--budget', '22']),
      /--budget 22 is too small .* takes 23 to try one/,
    );
  });

  it('names the line of an example that is wrong, and a file that is missing', async () => {
    writeFileSync(path('examples.jsonl'), `${fewExamples}\n{"id": "broken"\n`);
    await expectRefusal(run(GEPA), /examples\.jsonl, line 25: /);
    await expectRefusal(run([...GEPA, '--data', 'none.jsonl']), /none\.jsonl: cannot be read \(ENOENT\)/);
  });

  it('finds out before the search that what it finds could not be written', async () => {
    await expectRefusal(
      run([...GEPA, '--out', 'examples.jsonl/chip.json']),
      /^optimize: examples\.jsonl\/chip\.json cannot be written \(ENOTDIR\)\n$/,
    );
  });

  it('says how to get a key, or do without', async () => {
    await expectRefusal(run(GEPA, {}), /GROQ_API_KEY is not set[^]*npm run emulator/);
  });

  it('says when the endpoint cannot be reached or lacks the model', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}/v1`;
    await expectRefusal(
      run(GEPA, { ...farEnd.env(), OPENAI_API_BASE: nowhere }),
      /endpoint .* cannot be reached/,
    );
    await expectRefusal(run([...GEPA, '--student', 'gpt-9']), /no model gpt-9; it has openai\/gpt-oss-120b/);
  });

  it('does not write over a file that it cannot compare with', async () => {
    writeFileSync(path('chip.json'), '{"respond": ');
    const { code, stderr } = await run([...GEPA, '--out', 'chip.json']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/chip\.json is of no use: it is not a JSON/),
    });
    expect(readFileSync(path('chip.json'), 'utf8')).toBe('{"respond": ');
  });
});
