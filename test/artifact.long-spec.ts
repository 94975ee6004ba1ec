import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startChip } from '../scripts/chip.process.ts';
import { ChipRespond } from '../src/agent/chip-respond.program.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd } from './support/far-end.ts';
import { newLogFile } from './support/logs.ts';
import { SECRET, v1 } from './support/payloads.ts';

const BASE = new ChipRespond().respond.signature.instructions;
const BETTER = `${BASE}\n- Say their name when they tell it.`;

describe('a server that finds artifacts/chip.json', () => {
  let farEnd: FarEnd;
  let folder: string;
  let log: string;
  beforeAll(async () => {
    farEnd = await FarEnd.start();
  });
  afterAll(() => farEnd.stop());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'chip-artifact-'));
    log = newLogFile();
    await farEnd.control('DELETE', 'journal');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What the model is told when a text comes. */
  async function promptWith(
    artifact: string | undefined,
    env: Record<string, string> = {},
  ): Promise<string[]> {
    if (artifact !== undefined) {
      mkdirSync(join(folder, 'artifacts'));
      writeFileSync(join(folder, 'artifacts', 'chip.json'), artifact);
    }
    const own = { ...farEnd.env(), LOOP_WEBHOOK_SECRET: SECRET, REPLY_QUIET_MS: '20', ...env };
    const chip = await startChip({ cwd: folder, log, env: own });
    try {
      await fetch(`${chip.url}/webhooks/loop`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: SECRET },
        body: JSON.stringify(v1(phone(61), said('Is it on?'))),
      });
      await farEnd.sent(phone(61));
    } finally {
      await chip.stop();
    }
    const [call] = (await farEnd.journal()).model;
    return (call!.messages as { content: string }[]).map(({ content }) => content);
  }

  const warnings = (): { context?: string; problem?: string }[] =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.includes('artifacts/chip.json'))
      .map((line) => JSON.parse(line) as { problem?: string });

  const saved = (demos: object[] = []): string => {
    const program = new ChipRespond();
    program.respond.setInstructions(BETTER);
    program.respond.setDemos(demos as []);
    return JSON.stringify(program.dumpState());
  };

  it('answers with its instructions and demos, and says so once', async () => {
    const prompt = await promptWith(saved([{ user_message: 'Hi there', reply: 'Hello there!' }]));
    expect(prompt[0]).toContain('Say their name when they tell it.');
    expect(prompt).toEqual(expect.arrayContaining(['Hi there', 'Hello there!']));
    expect(warnings()).toMatchObject([{ msg: 'optimised program loaded' }]);
  });

  it.each<[string, () => string, Record<string, string>, RegExp]>([
    ['is broken', () => saved().slice(0, -20), {}, /not a JSON object/],
    ['has lost the safety lines', () => saved().replaceAll('911', '112'), {}, /911/],
    [
      'is too long for INPUT_TOKEN_LIMIT',
      () => saved([{ user_message: 'x'.repeat(4_000), reply: 'y' }]),
      { INPUT_TOKEN_LIMIT: '1500' },
      /INPUT_TOKEN_LIMIT of \d+/,
    ],
  ])('answers as the code says when it %s, with one warning', async (_, artifact, env, problem) => {
    const prompt = await promptWith(artifact(), env);
    expect(prompt[0]!.startsWith(BASE)).toBe(true);
    expect(prompt[0]).not.toContain('Say their name');
    expect(warnings()).toMatchObject([
      { msg: 'optimised program not used', problem: expect.stringMatching(problem) },
    ]);
  });

  it('says nothing when there is none', async () => {
    expect((await promptWith(undefined))[0]!.startsWith(BASE)).toBe(true);
    expect(warnings()).toEqual([]);
  });
});
