import { describe, expect, it } from '@jest/globals';
import { durationMs, readRateLimits } from './rate-limit.headers.ts';

describe('durationMs', () => {
  it.each([
    ['7.66s', 7_660],
    ['2m59.56s', 179_560],
    ['1m26.4s', 86_400],
    ['120ms', 120],
    ['1h2m', 3_720_000],
    ['1d', 86_400_000],
    ['3', 3_000],
    [' 0s ', 0],
  ])('reads %j', (text, ms) => {
    expect(durationMs(text)).toBeCloseTo(ms, 6);
  });

  it.each(['', 'soon', '-1s', '1x', 's', '1.2.3s', '1s tomorrow', null, undefined])(
    'does not read %j',
    (text) => {
      expect(durationMs(text)).toBeUndefined();
    },
  );
});

describe('readRateLimits', () => {
  const headers = (more: Record<string, string>): Headers => new Headers(more);

  it('reads tokens a minute, and requests only when there are none left', () => {
    const given = {
      'x-ratelimit-limit-tokens': '8000',
      'x-ratelimit-remaining-tokens': '7100',
      'x-ratelimit-reset-tokens': '6.75s',
      'x-ratelimit-remaining-requests': '999',
      'x-ratelimit-reset-requests': '1m26.4s',
    };
    expect(readRateLimits(headers(given))).toEqual({
      tokens: { limit: 8000, remaining: 7100, resetMs: 6_750 },
    });
    expect(readRateLimits(headers({ ...given, 'x-ratelimit-remaining-requests': '0' }))).toMatchObject({
      noRequestsForMs: 86_400,
    });
  });

  it.each([
    {},
    { 'x-ratelimit-limit-tokens': 'many' },
    { 'x-ratelimit-limit-tokens': '8000', 'x-ratelimit-remaining-tokens': '1' },
    { 'x-ratelimit-remaining-requests': '0' },
    { 'x-ratelimit-remaining-requests': '', 'x-ratelimit-reset-requests': '1s' },
  ])('makes nothing of %j', (given) => {
    expect(readRateLimits(headers(given as Record<string, string>))).toEqual({});
    expect(readRateLimits(undefined)).toEqual({});
  });
});
