import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { until } from '../emulator/harness.ts';
import type { Stats } from '../src/conversation/operator.ts';
import { phone, said } from './support/canary.ts';
import { LookedAfter } from './support/looked-after.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';

const project = projectForFile();
let site: LookedAfter;
beforeAll(async () => {
  site = await LookedAfter.open();
});
afterAll(() => site.close());

it('a server that was stopped in the middle goes on in the project, and nobody is answered twice', async () => {
  await site.text(phone(31), said('before'));
  await site.far.sent(phone(31));
  await site.text(phone(33), 'STOP');
  await site.far.sent(phone(33));
  await until(async () => (await site.json<Stats>('stats')).replies.delivered === 2);
  // A model that does not answer: the turn is under way, and cut off.
  await site.far.faults({ model: { delayMs: 60_000 } });
  for (const n of [1, 2]) expect(await site.text(phone(32), said(`open ${n}`))).toBe(200);
  await until(async () => (await site.json<Stats>('stats')).texts.unanswered === 2);
  await site.server?.stop('SIGKILL');
  site.server = undefined;

  Object.assign(site.env, project().env());
  const { code, stdout, stderr } = await site.run('move', '--to', 'supabase');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('2 texts to answer');

  await site.far.faults({});
  await site.start();
  const [answer] = await site.far.sent(phone(32));
  expect(answer).toContain(said('open 1'));
  expect(answer).toContain(said('open 2'));
  expect(await site.text(phone(33), 'hello?')).toBe(200);
  await site.text(phone(31), said('after'));
  await site.far.sent(phone(31), 2);
  expect((await site.run('history', phone(31))).stdout).toMatch(/before[^]*Heard[^]*after[^]*Heard/);
  for (const [n, texts] of [
    [31, 2],
    [32, 1],
    [33, 1],
  ] as const)
    expect(await site.far.textsTo(phone(n))).toHaveLength(texts);
  // As a start command says it each time.
  const again = await site.run('move', '--to', 'supabase');
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('there is nothing to do') });
  expect(await site.json<Stats>('stats')).toMatchObject({ conversations: 3, optedOut: 1 });
});
