import { describe, expect, it } from '@jest/globals';
import type { ListToolCallsInput, ToolCallGroup } from '../../conversation/tool-calls.ts';
import { listGaps } from './gaps.ts';

const group = (query: unknown, count: number, lastAt: number): ToolCallGroup => ({
  arguments: JSON.stringify({ query }),
  count,
  conversations: 1,
  firstAt: lastAt - 10,
  lastAt,
});

describe('gaps in the pages', () => {
  it('are joined where only case, accents and punctuation differ, the most frequent first', async () => {
    const asked: ListToolCallsInput[] = [];
    const store = {
      listToolCalls: (input: ListToolCallsInput) => {
        asked.push(input);
        const groups = [group('Parking?', 1, 900), group('childcare', 2, 800), group('parking', 2, 500)];
        return Promise.resolve(groups);
      },
    };
    expect(await listGaps(store, { now: 100 * 86_400_000, days: 30 })).toEqual([
      { question: 'Parking?', count: 3, conversations: 2, firstAt: 490, lastAt: 900 },
      { question: 'childcare', count: 2, conversations: 1, firstAt: 790, lastAt: 800 },
    ]);
    expect(asked).toEqual([{ tool: 'knowledge', outcome: 'empty', since: 70 * 86_400_000, limit: 1000 }]);
  });

  it('leave out what is no question', async () => {
    const withheld = { ...group('', 1, 5), arguments: '[withheld]' };
    const store = { listToolCalls: () => Promise.resolve([withheld, group(7, 1, 4), group(' ', 1, 3)]) };
    expect(await listGaps(store)).toEqual([]);
  });
});
