import { describe, expect, it } from '@jest/globals';
import { inBatches } from './batches.ts';
import type { MovedRow } from './table.plan.ts';

const rows = (count: number, bytes: number): MovedRow[] =>
  Array.from({ length: count }, (_, n) => ({
    key: { seq: n },
    sent: { seq: n, body: 'é'.repeat(bytes / 2) },
    hashed: [],
  }));
const sizes = (all: MovedRow[]): number[] => [...inBatches(all)].map(({ length }) => length);

describe('rows in batches', () => {
  it('are at most 500, in their order, and all of them', () => {
    const all = rows(1201, 10);
    expect(sizes(all)).toEqual([500, 500, 201]);
    expect([...inBatches(all)].flat()).toEqual(all);
    expect(sizes([])).toEqual([]);
  });

  it('are at most 1 MB as they are sent, and one that is larger goes alone', () => {
    expect(sizes(rows(7, 300_000))).toEqual([3, 3, 1]);
    expect(sizes([...rows(1, 10), ...rows(1, 3_000_000), ...rows(2, 10)])).toEqual([1, 1, 2]);
  });
});
