import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ChipRespond } from '../src/agent/chip-respond.program.ts';
import { FarEnd, until } from './support/far-end.ts';
import { Script, type Ended } from './support/script.ts';

const example = (n: number, more: object = {}): string =>
  JSON.stringify({
    id: `e-${n}`,
    category: n % 2 ? 'jobs' : 'events',
    split: n < 6 ? 'test' : 'train',
    user_message: `Question ${n} <b>here</b>`,
    expect: {},
    ...more,
  });
const examples = Array.from({ length: 8 }, (_, n) => example(n)).join('\n');

let folder: string;
let farEnd: FarEnd;
beforeAll(async () => {
  farEnd = await FarEnd.start();
});
afterAll(() => farEnd.stop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chip-evaluate-'));
  writeFileSync(join(folder, 'examples.jsonl'), examples);
  await farEnd.faults({ model: { default: 'fixed', fixed: 'Ask at the library & say <i>hi</i>.' } });
  await farEnd.control('DELETE', 'journal');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string): string => join(folder, name);
const start = (args: string[], env: Record<string, string> = farEnd.env()): Script =>
  new Script('evaluate', ['--data', 'examples.jsonl', '--out', 'report', ...args], { cwd: folder, env });
const run = (args: string[], env?: Record<string, string>): Promise<Ended> => start(args, env).ended;
const systems = async (): Promise<string[]> =>
  (await farEnd.journal()).model.map(({ messages }) => (messages as { content: string }[])[0]!.content);

describe('npm run evaluate', () => {
  it('prints a table by category and writes a report for people and one for programs', async () => {
    // One reply that cannot be used, and neither can the one after it.
    const broken = { content: '{"reply": 1}' };
    await farEnd.faults({
      model: { default: 'fixed', fixed: 'Ask <i>there</i>.', script: [broken, broken] },
    });
    const { code, stdout, stderr } = await run(['--concurrency', '1']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^6 examples \(test\), openai\/gpt-oss-120b, instructions as in the code\n/);
    expect(stdout).toMatch(
      /\nevents +3 +0\.\d{3} +1 failed\njobs +3 +[01]\.\d{3}\n-+\nall +6 +0\.\d{3} +1 failed\n/,
    );
    expect(stdout).toMatch(
      /cost \$0\.\d+, [\d,]+ \+ \d+ tokens; p50 \d+ ms, p95 \d+ ms\nreport: report\/report\.html/,
    );

    const report = JSON.parse(readFileSync(path('report/report.json'), 'utf8')) as {
      examples: Record<string, unknown>[];
    };
    expect(report).toMatchObject({ model: 'openai/gpt-oss-120b', split: 'test', artifact: 'as in the code' });
    expect(report.examples).toHaveLength(6);
    expect(report.examples[0]).toMatchObject({ id: 'e-0', score: 0, error: 'ReplyRefusedError' });
    expect(report.examples[1]).toMatchObject({
      id: 'e-1',
      reply: 'Ask <i>there</i>.',
      promptTokens: expect.any(Number),
    });

    const page = readFileSync(path('report/report.html'), 'utf8');
    expect(page).toContain('Question 1 &lt;b&gt;here&lt;/b&gt;');
    expect(page).toContain('Ask &lt;i&gt;there&lt;/i&gt;.');
    expect(page).not.toMatch(/<b>|<i>/);
  });

  it('takes the examples and the model that it is told to', async () => {
    const env = { ...farEnd.env(), GROQ_MODEL: 'gpt-oss-20b' };
    const { stdout } = await run(['--split', 'all', '--limit', '7'], env);
    expect(stdout).toMatch(/^7 examples \(all\), openai\/gpt-oss-20b/);
    expect(await systems()).toHaveLength(7);
  });

  it('evaluates what the server would use, a file that is named, or Chip as in the code', async () => {
    const better = new ChipRespond();
    better.respond.setInstructions(`${better.respond.signature.instructions}\n- Say their name.`);
    writeFileSync(path('mine.json'), JSON.stringify(better.dumpState()));
    expect((await run(['--artifact', 'mine.json', '--limit', '1'])).stdout).toContain(
      'instructions mine.json',
    );
    expect((await run(['--artifact', 'none', '--limit', '1'])).stdout).toContain(
      'instructions as in the code',
    );
    expect((await systems()).map((system) => system.includes('Say their name.'))).toEqual([true, false]);
  });

  it('asks a model to judge, too, if it is told to', async () => {
    const judgement = { content: '{"feedback": "Say more.", "score": 5}' };
    await farEnd.faults({ model: { script: [{ content: 'Ask at the library.' }, judgement] } });
    expect((await run(['--limit', '1', '--judge'])).code).toBe(0);
    const report = readFileSync(path('report/report.json'), 'utf8');
    expect(JSON.parse(report)).toMatchObject({
      judge: 'openai/gpt-oss-120b',
      examples: [{ feedback: expect.stringContaining('Say more.') }],
    });
  });

  it('stops in order at Ctrl-C and leaves no half report', async () => {
    await farEnd.faults({ model: { delayMs: 400 } });
    const script = start([]);
    await until(async () => (await systems()).length > 0, 20_000);
    script.process.kill('SIGINT');
    expect(await script.ended).toMatchObject({ code: 130, stderr: 'evaluate: stopped by hand\n' });
    expect(existsSync(path('report'))).toBe(false);
  });

  it('ends with 1, and no report, when the endpoint fails: a score must not come from that', async () => {
    await farEnd.faults({ model: { script: [{}, ...Array(30).fill({ status: 400 })] } });
    const { code, stderr } = await run([]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^evaluate: Language model: rejected .*status 400/);
    expect(existsSync(path('report'))).toBe(false);
  });

  it.each<[string, string[], RegExp]>([
    [
      'an unknown split',
      ['--split', 'dev'],
      /--split must be one of train, validation, test or all, not dev/,
    ],
    ['a split without examples', ['--split', 'validation'], /has no validation examples/],
    ['an artefact that is not there', ['--artifact', 'none.json'], /none\.json does not exist/],
    [
      'an artefact that is none',
      ['--artifact', 'examples.jsonl'],
      /examples\.jsonl is of no use: it is not a JSON/,
    ],
    [
      'a place where no report can be',
      ['--out', 'examples.jsonl/report'],
      /examples\.jsonl\/report\/report\.json cannot be written \(ENOTDIR\)/,
    ],
    ['examples that are not there', ['--data', 'none.jsonl'], /none\.jsonl: cannot be read/],
  ])('refuses %s with code 2', async (_, args, why) => {
    const { code, stderr, stdout } = await run(args);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(why) });
  });

  it('explains itself, and needs a key for more', async () => {
    expect(await run(['--help'], {})).toMatchObject({ code: 0, stdout: expect.stringContaining('--judge') });
    expect(await run([], {})).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('GROQ_API_KEY is not set'),
    });
  });
});
