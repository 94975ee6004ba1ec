import { describe, expect, it } from '@jest/globals';
import type { ToolSpec } from '../dspy/modules/tool.ts';
import { estimateTokens } from '../dspy/tokens.ts';
import { fitTools } from './fit-tools.ts';

const tool = (name: string, characters = 100, gives = 'x'): ToolSpec => ({
  name,
  description: 'a'.repeat(characters),
  parameters: { type: 'object', properties: {} },
  invoke: () => Promise.resolve(gives),
});
const { signal } = new AbortController();

describe('tools in a prompt', () => {
  it('leave the room as it is when there are none', () => {
    expect(fitTools([], 5_000, 100)).toEqual({ tools: [], leftOut: [], roomTokens: 5_000 });
  });

  it('take room for what is said of them and for what they give', () => {
    const { tools, leftOut, roomTokens } = fitTools([tool('a'), tool('b')], 5_000, 100);
    expect([tools.length, leftOut]).toEqual([2, []]);
    expect(roomTokens).toBeLessThan(3_000);
    expect(roomTokens).toBeGreaterThan(2_000);
  });

  it('are left out, by name, when there is no room for more', () => {
    const { tools, leftOut } = fitTools([tool('a'), tool('big', 9_000), tool('c')], 5_000, 100);
    expect(tools.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(leftOut).toEqual(['big']);
    expect(fitTools([tool('a')], 100, 50)).toMatchObject({ tools: [], leftOut: ['a'], roomTokens: 100 });
  });

  it('give no more together than there is room for', async () => {
    const { tools, roomTokens } = fitTools([tool('a', 10, 'word '.repeat(800))], 4_000, 100);
    const given: string[] = [];
    for (let call = 0; call < 6; call++) given.push(String(await tools[0]!.invoke({}, { signal })));
    const tokens = given.reduce((sum, text) => sum + estimateTokens(text), 0);
    expect(tokens + roomTokens).toBeLessThan(4_000 + 200);
    expect(given[0]).toBe('word '.repeat(800));
    expect(given[1]).toContain('[the rest left out: no room]');
    expect(given.at(-1)).toContain('no room for more results');
  });
});
