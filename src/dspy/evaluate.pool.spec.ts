import { describe, expect, it } from '@jest/globals';
import { mapPooled } from './evaluate.pool.ts';

describe('mapPooled', () => {
  it('begins nothing new after a failure, and tells what is under way to stop', async () => {
    const begun: number[] = [];
    const told: number[] = [];
    const work = mapPooled([1, 2, 3, 4, 5], 2, undefined, async (n, signal) => {
      begun.push(n);
      if (n === 2) throw new Error('two');
      signal.addEventListener('abort', () => told.push(n));
      await new Promise(setImmediate);
    });
    await expect(work).rejects.toThrow('two');
    expect([begun, told]).toEqual([[1, 2], [1]]);
  });

  it('gives the results in the order of the items, whichever is done first', async () => {
    const order = await mapPooled([30, 1, 15], 3, undefined, async (ms) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return ms;
    });
    expect(order).toEqual([30, 1, 15]);
  });

  it.each([1, 2, 3])('does %d at a time, and not fewer', async (limit) => {
    let running = 0;
    let most = 0;
    await mapPooled([1, 2, 3, 4, 5, 6], limit, undefined, async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
    });
    expect(most).toBe(limit);
  });

  it.each([[], [1, 2, 3]])('takes a limit without an end as one for each item: %j', async (...items) => {
    const all = mapPooled(items, Infinity, undefined, (n) => Promise.resolve(n));
    await expect(all).resolves.toEqual(items);
  });

  it.each([0, -1, NaN])('refuses to do nothing: a limit of %d', async (limit) => {
    const work = mapPooled([1], limit, undefined, (n) => Promise.resolve(n));
    await expect(work).rejects.toThrow(new RangeError(`concurrency is a number from 1 on, not ${limit}`));
  });
});
