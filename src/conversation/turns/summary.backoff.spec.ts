import { beforeEach, describe, expect, it } from '@jest/globals';
import { SummaryBackoff } from './summary.backoff.ts';

const MINUTE = 60_000;

describe('the pause after a summary that failed', () => {
  let backoff: SummaryBackoff;
  let now: number;
  beforeEach(() => {
    now = 5;
    backoff = new SummaryBackoff();
    backoff.now = () => now;
  });

  it('is none at first', () => {
    expect(backoff.isWaiting('a')).toBe(false);
  });

  it('lasts a minute, some seconds less at most, and holds for that conversation alone', () => {
    const waitMs = backoff.failed('a');
    expect(waitMs).toBeGreaterThanOrEqual(0.8 * MINUTE);
    expect(waitMs).toBeLessThanOrEqual(MINUTE);
    expect([backoff.isWaiting('a'), backoff.isWaiting('b')]).toEqual([true, false]);
    now += waitMs - 1;
    expect(backoff.isWaiting('a')).toBe(true);
    now += 1;
    expect(backoff.isWaiting('a')).toBe(false);
  });

  it('doubles with each failure up to an hour, and begins anew after one that was made', () => {
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60, 60]) {
      const waitMs = backoff.failed('a');
      expect(waitMs).toBeGreaterThanOrEqual(0.8 * minutes * MINUTE);
      expect(waitMs).toBeLessThanOrEqual(minutes * MINUTE);
      now += waitMs;
      expect(backoff.isWaiting('a')).toBe(false);
    }
    backoff.succeeded('a');
    expect(backoff.failed('a')).toBeLessThanOrEqual(MINUTE);
  });

  it('is forgotten first where it was set first, when 10,000 others have failed', () => {
    for (const id of ['a', 'b', 'a']) backoff.failed(id);
    for (let n = 0; n < 9_999; n++) backoff.failed(`other ${n}`);
    expect([backoff.isWaiting('a'), backoff.isWaiting('b')]).toEqual([true, false]);
  });
});
