import { describe, expect, it } from '@jest/globals';
import type { ClaimedTurn, HistoryLine } from '../conversation/turn.ts';
import { linesToFold } from './fold-history.ts';

/** About what INPUT_TOKEN_LIMIT=8000 leaves. */
const ROOM = 7_000;

const lines = (count: number, body = 'Is it on?', heard: string | null = null): HistoryLine[] =>
  Array.from({ length: count }, (_, n) => ({
    id: String(n),
    direction: 'in',
    author: 'ada',
    body,
    heard,
    createdAt: n,
    settled: true,
  }));

const folded = (history: HistoryLine[], room = ROOM): string[] =>
  linesToFold({ history } as ClaimedTurn, room).map(({ id }) => id);
const first = (count: number): string[] => Array.from({ length: count }, (_, n) => String(n));

describe('what becomes a part of the summary', () => {
  it.each([
    [0, 0],
    [40, 0],
    [41, 21],
    [42, 22],
    [80, 60],
  ])('of %s short lines are the first %s', (count, expected) => {
    expect(folded(lines(count))).toEqual(first(expected));
  });

  it('are long lines before there are 40, so that they do not fill the room', () => {
    // Each about 500 tokens.
    const long = 'and so on, for ever '.repeat(75);
    expect(folded(lines(6, long))).toEqual([]);
    expect(folded(lines(8, long))).toEqual(first(5));
    expect(folded(lines(8, '', long))).toEqual(first(5));
  });

  it('are also lines that are longer than any can be shown', () => {
    const longest = 'x'.repeat(200_000);
    expect(folded(lines(2, longest))).toEqual([]);
    expect(folded(lines(3, longest))).toEqual(first(2));
    expect(folded([...lines(2, longest), ...lines(1, `${longest} `)])).toEqual(first(2));
  });

  it('is no line that others can still come to stand before', () => {
    const history = lines(45).map((line, n) => ({ ...line, settled: n < 10 }));
    expect(folded(history)).toEqual(first(10));
    expect(folded(history.map((line) => ({ ...line, settled: false })))).toEqual([]);
  });

  it('is nothing where there is no room for a summary', () => {
    expect(folded(lines(80), 900)).toEqual([]);
  });
});
