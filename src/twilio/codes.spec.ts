import { describe, expect, it } from '@jest/globals';
import { CODES, classOfCode, readCode, type CodeClass } from './codes.ts';
import { outcomeOfCode } from './send.codes.ts';

const OUTCOMES: Record<CodeClass, object> = {
  retry: { kind: 'later', code: 'x', retryAfterMs: 7 },
  pace: { kind: 'later', code: 'x', retryAfterMs: 30_000, contactOnly: true },
  refuse: { kind: 'refused', code: 'x' },
  'opted-out': { kind: 'refused', code: 'x', optedOut: true },
  halt: { kind: 'halted', code: 'x' },
};

describe("a code of Twilio's", () => {
  it.each([...CODES].map(([code, [is]]) => [code, is] as const))('%i is %s', (code, is) => {
    expect(outcomeOfCode(code, 'x', 7)).toEqual(OUTCOMES[is]);
  });

  it.each([
    [21_610, 'opted-out'],
    [21_211, 'refuse'],
    [21_614, 'refuse'],
    [21_612, 'refuse'],
    [21_408, 'refuse'],
    [20_429, 'retry'],
    [14_107, 'pace'],
    [30_001, 'retry'],
    [20_003, 'halt'],
    [20_005, 'halt'],
    [30_002, 'halt'],
    [21_606, 'halt'],
    [21_659, 'halt'],
    [20_404, 'halt'],
    [30_034, 'halt'],
  ] as const)('%i means %s', (code, is) => expect(classOfCode(code)).toBe(is));

  it('that is unknown, or none, is about the text: the queue goes on', () => {
    expect(classOfCode(99_999)).toBe('refuse');
    expect(classOfCode(undefined)).toBe('refuse');
  });

  it.each([
    ['30003', 30_003],
    [30_003, 30_003],
    ['', undefined],
    ['0', undefined],
    ['+12055550123', undefined],
    ['12055550123', undefined],
    [null, undefined],
    [{}, undefined],
  ])('is read from %j as %j', (given, code) => expect(readCode(given)).toBe(code));
});
