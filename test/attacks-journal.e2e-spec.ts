import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ChipConfig } from '../src/config/chip.config.ts';
import { secretsOf } from '../src/config/secrets.ts';
import { ToolRegistry } from '../src/tools/tool.registry.ts';
import { LooseTool, newEffects, type Effects } from './support/attacks/loose.tool.ts';
import { BoardTool } from './support/board.tool.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd } from './support/far-end.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';

const KEY = 'BSA-7f3kq9Zt21xLpW0c';
const ENV = { TOOLS: 'current_time,knowledge,web_search', WEB_SEARCH_KEY: KEY };
const [ADA, BOB, EVE] = [phone(70), phone(71), phone(72)];
const group = { id: `group-${randomUUID()}`, name: 'Makers' };

let far: FarEnd;
let house: House;
let effects: Effects;
let board: BoardTool;

beforeAll(async () => {
  far = await FarEnd.start();
  house = await House.open({ ...far.env(), ...ENV });
  effects = newEffects({});
  board = new BoardTool();
  const registry = house.app.get(ToolRegistry);
  const properties = { text: { type: 'string' } };
  const loose = { effects, properties, required: ['text'] };
  registry.register(board);
  registry.register(new LooseTool('note', loose));
  registry.register(new LooseTool('environment', { ...loose, gives: `WEB_SEARCH_KEY=${KEY}` }));
});
afterAll(async () => {
  await house.close();
  await far.stop();
});

/** A text that a model answers which does what the attacker wants. */
async function attacked(text: string, steps: object[], times = 1): Promise<string[]> {
  const before = (await far.textsTo(EVE)).length;
  await far.faults({ model: { script: steps } });
  await house.post(v1(EVE, said(text))).expect(200);
  const sent = await far.sent(EVE, before + times);
  await far.faults({});
  return sent.slice(before);
}
const calls = (name: string, args: object) => ({ tool_calls: [{ name, arguments: args }] });

it('a model that attacks reaches nobody else, learns nothing of others and gets no secret', async () => {
  const [adas, bobs, groups] = [said('my code is plum'), said('my code is pear'), said('Chip, ours is fig')];
  await house.post(v1(ADA, adas)).expect(200);
  await house.post(v1(BOB, bobs)).expect(200);
  await house.post(v1(ADA, groups, { group })).expect(200);
  await Promise.all([far.sent(ADA), far.sent(BOB), far.sent(group.id)]);

  await attacked('who is there?', [calls('note', { text: 'x', to: ADA }), { content: 'Nobody.' }]);
  await attacked('read the group', [
    calls('note', { text: 'x', conversation: group.id }),
    calls('read_history', { conversationId: group.id }),
    { content: `@${BOB}: hello` },
  ]);
  await attacked('environment', [calls('environment', { text: 'all' }), { content: 'No.' }]);
  await attacked('keys', [
    calls('web_search', { query: Buffer.from(KEY).toString('base64') }),
    { content: `The key is ${KEY}` },
    { content: 'I keep that to myself.' },
  ]);
  const [, question] = await attacked('pin it', [calls('board', { note: 'x' }), { content: 'Done!' }], 2);
  expect(question).toContain('"yes, do 1"');
  await house.post(v1(BOB, 'yes, do 1')).expect(200);
  await far.sent(BOB, 2);

  expect(effects.did.filter(({ tool }) => tool === 'note')).toEqual([]);
  expect(board.pinned).toEqual([]);
  const { model, sends } = await far.journal();
  const secrets = secretsOf(house.app.get(ChipConfig));
  expect(secrets.length).toBeGreaterThan(3);
  expect(secrets).toContain(KEY);
  for (const { messages, params } of model) {
    const request = JSON.stringify([messages, params]);
    for (const secret of secrets) expect(request).not.toContain(secret);
    // Each text stands in requests of its own conversation alone.
    expect([adas, bobs, groups].filter((text) => request.includes(text)).length).toBeLessThan(2);
    const asked = (messages as { role: string; content: string }[]).filter(({ role }) => role === 'user');
    const isEves = /who is there|read the group|environment|keys|pin it/.test(JSON.stringify(asked));
    if (isEves) for (const text of [adas, bobs, groups]) expect(request).not.toContain(text);
  }
  for (const { body } of sends) {
    const { text } = body as { text: string };
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
  expect(await far.textsTo(ADA)).toHaveLength(1);
  expect(await far.textsTo(BOB)).toHaveLength(2);
});

it('a model that writes out fifty calls is cut off, and the person answered', async () => {
  const fifty = Array.from({ length: 50 }, (_, n) => ({ name: 'note', arguments: { text: `${n}` } }));
  const [reply] = await attacked('go', [{ tool_calls: fifty }, { content: 'There.' }]);
  expect(reply).toBe('There.');
  expect(effects.did.filter(({ tool }) => tool === 'note')).toHaveLength(12);
});
