import { expect, it } from '@jest/globals';
import type { ToolCallRecord } from '../../src/conversation/tool-calls.ts';
import type { Chat } from './chat.ts';
import { ADA, BOB } from './people-and-events.ts';

export function describeToolCalls(chat: () => Chat): void {
  const call = (args: string, over: Partial<ToolCallRecord> = {}): ToolCallRecord => ({
    tool: 'knowledge',
    outcome: 'empty',
    arguments: args,
    ms: 3.4,
    ...over,
  });
  const list = (over = {}) =>
    chat().store.tools.listToolCalls({ tool: 'knowledge', outcome: 'empty', since: 0, limit: 10, ...over });

  async function turnWith(calls: ToolCallRecord[], conversation = ADA): Promise<void> {
    await chat().text('hi', conversation);
    await chat().commit(await chat().turn(), ['hello'], { calls });
  }

  it('counts calls by what they were made with, over all conversations', async () => {
    const before = Date.now() - 5_000;
    await turnWith([call('{"query":"a"}'), call('{"query":"b"}'), call('{"query":"a"}')]);
    await turnWith([call('{"query":"a"}')], BOB);
    await turnWith([call('{"query":"c"}', { outcome: 'ok' }), call('{"query":"d"}', { tool: 'calendar' })]);
    const groups = await list();
    const byArguments = Object.fromEntries(groups.map((group) => [group.arguments, group]));
    expect(Object.keys(byArguments).toSorted()).toEqual(['{"query":"a"}', '{"query":"b"}']);
    expect(byArguments['{"query":"a"}']).toMatchObject({ count: 3, conversations: 2 });
    expect(byArguments['{"query":"b"}']).toMatchObject({ count: 1, conversations: 1 });
    for (const { firstAt, lastAt } of groups) {
      expect(firstAt).toBeGreaterThan(before);
      expect(lastAt).toBeGreaterThanOrEqual(firstAt);
    }
    expect(await list({ since: Date.now() + 60_000 })).toEqual([]);
    expect(await list({ limit: 1 })).toHaveLength(1);
    expect(await list({ tool: 'calendar' })).toMatchObject([{ arguments: '{"query":"d"}' }]);
  });

  it('keeps them once when a commit is repeated, and none of one that does not happen', async () => {
    await chat().text('one');
    const turn = await chat().turn();
    await chat().text('two');
    const calls = [call('{"query":"a"}')];
    expect(await chat().commit(turn, ['x'], { calls })).toBe('newer');
    expect(await list()).toEqual([]);
    const over = { calls, allowNewer: false };
    expect(await chat().commit(turn, ['x'], over)).toBe('committed');
    expect(await chat().commit(turn, ['x'], over)).toBe('committed');
    expect(await list()).toMatchObject([{ count: 1 }]);
    const next = await chat().turn();
    await chat().fail(next);
    const again = await chat().turn();
    expect(await chat().commit(next, ['y'], { calls })).toBe('lost');
    await chat().commit(again, ['y']);
    expect(await list()).toMatchObject([{ count: 1 }]);
  });
}
