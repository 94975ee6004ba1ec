import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TokenPacer } from './token.pacer.ts';

const tokens = (remaining: number) => ({
  tokens: { limit: 6_000, remaining, resetMs: ((6_000 - remaining) / 6_000) * 60_000 },
});
const used = (promptTokens: number, completionTokens = 0, cachedTokens = 0) => ({
  promptTokens,
  completionTokens,
  cachedTokens,
});

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('TokenPacer', () => {
  it('lets everything through before it has heard of a limit', () => {
    const pacer = new TokenPacer();
    pacer.begin('a', 1_000_000);
    expect(pacer.waitMs('a', 1_000_000)).toBe(0);
  });

  it('waits until what is missing has come back: a hundred tokens a second here', () => {
    const pacer = new TokenPacer();
    pacer.begin('a', 0)(tokens(400));
    expect(pacer.waitMs('a', 400)).toBe(0);
    expect(pacer.waitMs('a', 1_000)).toBeCloseTo(6_000);
    jest.advanceTimersByTime(4_000);
    expect(pacer.waitMs('a', 1_000)).toBeCloseTo(2_000);
    expect(pacer.waitMs('b', 1_000)).toBe(0);
  });

  it('counts requests under way, so that a burst does not run into the limit together', () => {
    const pacer = new TokenPacer();
    pacer.begin('a', 0)(tokens(2_500));
    const ends = [0, 1].map(() => {
      expect(pacer.waitMs('a', 1_000)).toBe(0);
      return pacer.begin('a', 1_000);
    });
    expect(pacer.waitMs('a', 1_000)).toBeCloseTo(5_000);
    // One that failed has taken nothing.
    ends[0]!({});
    expect(pacer.waitMs('a', 1_000)).toBe(0);
  });

  it('learns how its estimates compare with what is counted, without what came from the cache', () => {
    const pacer = new TokenPacer();
    for (let n = 0; n < 40; n++) pacer.begin('a', 1_000)(tokens(1_000), used(900, 100, 500));
    expect(pacer.waitMs('a', 1_900)).toBe(0);
    expect(pacer.waitMs('a', 2_400)).toBeGreaterThan(1_000);
  });

  it('does not hold back for ever what is larger than the limit itself', () => {
    const pacer = new TokenPacer();
    pacer.begin('a', 0)(tokens(6_000));
    expect(pacer.waitMs('a', 50_000)).toBe(0);
  });

  it('has a model rest, a quarter of an hour at most', () => {
    const pacer = new TokenPacer();
    pacer.rest('a', 5_000);
    pacer.rest('b', Infinity);
    expect(pacer.waitMs('a', 1)).toBe(5_000);
    expect(pacer.waitMs('b', 1)).toBe(15 * 60_000);
    pacer.rest('a', 1_000);
    jest.advanceTimersByTime(4_999);
    expect(pacer.waitMs('a', 1)).toBeCloseTo(1);
    jest.advanceTimersByTime(1);
    expect(pacer.waitMs('a', 1)).toBe(0);
  });
});
