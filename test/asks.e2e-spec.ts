import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ToolRegistry } from '../src/tools/tool.registry.ts';
import { BoardTool } from './support/board.tool.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

let far: FarEnd;
let house: House;
let board: BoardTool;
let member = 0;

const pin = (note: string) => ({ says: 'pin', name: 'board', arguments: { note } });

async function open(env: Record<string, string> = {}): Promise<House> {
  const opened = await House.open({ ...far.env(), ...env });
  opened.app.get(ToolRegistry).register(board);
  return opened;
}

/** Has a note asked for, and gives the two texts that came: the answer and the question. */
async function ask(who: string, note: string, more: object = {}): Promise<string[]> {
  const target = (more as { group?: { id: string } }).group?.id ?? who;
  await far.faults({ model: { calls: [pin(note)] } });
  await house.post(v1(who, said('Chip, pin it'), more as Record<string, unknown>)).expect(200);
  return far.sent(target, 2);
}

const say = (who: string, text: string, more: Record<string, unknown> = {}) =>
  house.post(v1(who, text, more)).expect(200);

beforeAll(async () => {
  far = await FarEnd.start();
});
beforeEach(async () => {
  board = new BoardTool();
  house = await open();
  member += 1;
});
afterEach(async () => {
  await house.close();
  await far.faults({});
});
afterAll(() => far.stop());

describe('a tool that changes something outside', () => {
  it('does nothing until the person who asked says yes, and then does it once', async () => {
    const me = phone(member);
    const [reply, question] = await ask(me, 'Robots on Friday');
    expect(reply).toContain('Not done yet: the person is asked first.');
    expect(question).toBe(
      'Shall I do this?\n1: board (note: "Robots on Friday")\nTo agree, write "yes, do 1" within 10 minutes. Otherwise nothing is done.',
    );
    expect(board.pinned).toEqual([]);
    const { model: before } = await far.journal();
    await say(me, 'Yes, do 1');
    const [, , done] = await far.sent(me, 3);
    expect(done).toBe('Done: board (note: "Robots on Friday")\nIt is the third note.');
    expect(board.pinned).toEqual(['Robots on Friday']);
    expect((await far.journal()).model).toHaveLength(before.length);
    await say(me, 'yes, do 1');
    expect((await far.sent(me, 4))[3]).toMatch(/^1 was done already, and is not done twice/);
    expect(board.pinned).toHaveLength(1);
  });

  it('does it once for a yes that comes twice in one go, and answers what else was said', async () => {
    const me = phone(member);
    await ask(me, 'one');
    await far.faults({});
    await Promise.all(['yes, do 1', said('thank you'), 'yes, do 1'].map((text) => say(me, text)));
    const replies = await until(async () => {
      const sent = (await far.textsTo(me)).slice(2);
      return sent.some((text) => text.includes('thank you')) && sent;
    });
    expect(replies[0]).toMatch(/^Done: /);
    expect(replies).toContain(`Heard: ${said('thank you')}`);
    expect(board.pinned).toEqual(['one']);
  });

  it('tells at once what was done when no model is there for what else was said, and answers that later', async () => {
    const me = phone(member);
    await ask(me, 'one');
    await far.faults({ model: { script: Array.from({ length: 200 }, () => ({ status: 500 })) } });
    await Promise.all(['yes, do 1', said('thank you')].map((text) => say(me, text)));
    expect((await far.sent(me, 3))[2]).toMatch(/^Done: /);
    await far.sent(me, 4);
    await far.faults({});
    expect((await far.sent(me, 5, 20_000)).slice(3)).toEqual([
      expect.stringMatching(/^Sorry, I can't answer right now/),
      `Heard: ${said('thank you')}`,
    ]);
    expect(board.pinned).toEqual(['one']);
  });

  it('does it once when another text comes while it is done, and tells so', async () => {
    const me = phone(member);
    await ask(me, 'slow');
    await far.faults({});
    board.after = () => delay(600);
    await say(me, 'si, haz 1');
    await until(() => board.pinned.length === 1);
    await say(me, said('are you there?'));
    const replies = (await far.sent(me, 4)).slice(2);
    expect(replies).toEqual([expect.stringMatching(/^Done: /), `Heard: ${said('are you there?')}`]);
    expect(board.pinned).toEqual(['slow']);
  });

  it('is left alone after a no, and a later yes does not bring it back', async () => {
    const me = phone(member);
    await ask(me, 'no');
    await say(me, 'no, not 1');
    expect((await far.sent(me, 3))[2]).toMatch(/^All right, I won't do it/);
    await say(me, 'yes, do 1');
    expect((await far.sent(me, 4))[3]).toMatch(/^You have said no to 1/);
    expect(board.pinned).toEqual([]);
  });

  it('says that it does not know when it got no answer, and does not try again', async () => {
    const me = phone(member);
    board.timeoutMs = 100;
    await ask(me, 'lost');
    board.after = () => new Promise(() => undefined);
    await say(me, 'yes, do 1');
    expect((await far.sent(me, 3))[2]).toMatch(/^I don't know whether 1 was done/);
    await say(me, 'yes, do 1');
    expect((await far.sent(me, 4))[3]).toMatch(/^I don't know whether 1 was done/);
    expect(board.pinned).toHaveLength(1);
  });

  it('is asked for in a group, where nobody else can agree', async () => {
    const group = { id: `group-${randomUUID()}`, name: 'Makers' };
    const [ada, bob] = [phone(member), phone(member + 20)];
    const [, question] = await ask(ada, 'ours', { group });
    expect(question).toContain('To agree, whoever asked for it writes "Chip, yes, do 1"');
    await say(bob, 'Chip, yes, do 1', { group });
    expect((await far.sent(group.id, 3))[2]).toBe('Only the person who asked for 1 can say yes to it.');
    expect(board.pinned).toEqual([]);
    await say(ada, 'Chip, yes, do 1', { group });
    expect((await far.sent(group.id, 4))[3]).toMatch(/^Done: /);
    expect(board.pinned).toEqual(['ours']);
  });
});

describe('a stop in the middle', () => {
  it('leaves a question that can still be answered, and does nothing twice that was begun', async () => {
    const folder = await temporaryFolder();
    const env = { DATABASE_PATH: folder.path('chip.db') };
    const again = async (): Promise<void> => {
      await house.close();
      house = await open(env);
    };
    const me = phone(member);
    await again();
    await ask(me, 'begun');
    await again();
    await far.faults({});
    const hang = Promise.withResolvers<void>();
    board.after = () => hang.promise;
    await say(me, 'yes, do 1');
    await until(() => board.pinned.length === 1);
    await again();
    // Too late: the house that began it is gone, and can tell nobody.
    hang.resolve();
    expect((await far.sent(me, 3))[2]).toMatch(/^I don't know whether 1 was done/);
    await say(me, 'yes, do 1');
    expect((await far.sent(me, 4))[3]).toMatch(/^I don't know whether 1 was done/);
    expect(board.pinned).toEqual(['begun']);
    await house.close();
    await folder.remove();
    house = await open();
  });
});
