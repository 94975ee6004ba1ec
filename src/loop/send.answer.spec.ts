import { describe, expect, it } from '@jest/globals';
import type { SendOutcome } from '../conversation/messaging.adapter.ts';
import { outcomeOf } from './send.answer.ts';
import type { Generation } from './send.codes.ts';

function read(
  status: number,
  body: unknown,
  generation: Generation = 'v1',
  retryAfter?: string,
): SendOutcome {
  return outcomeOf(generation, {
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    retryAfter,
  });
}

describe('an answer to a send', () => {
  it.each([
    { message_id: 'm1', contact: '+12055550123', text: 'hi' },
    { message_id: 'm1', success: true, recipient: '+12055550123', text: 'hi' },
    { message_id: 'm1', group: { id: 'g1' }, success: null },
  ])('is good with %j', (body) => {
    expect(read(200, body)).toEqual({ kind: 'sent', providerId: 'm1' });
  });

  it.each([
    '',
    'OK',
    '{"message_id":"m',
    '<html>',
    'null',
    '[]',
    '{}',
    '{"message_id":7}',
    '{"message_id":""}',
  ])('leaves it open with 200 and %s', (body) => {
    expect(read(200, body)).toEqual({ kind: 'unknown', code: 'unreadable-answer' });
  });

  it('is a refusal when a 200 says so, even with a message id', () => {
    expect(read(200, { success: false, code: 160 })).toEqual({ kind: 'refused', code: 'loop:160' });
    expect(read(200, { success: false, message_id: 'm1' })).toEqual({
      kind: 'refused',
      code: 'loop:no-code',
    });
    expect(read(200, { success: false, code: 240 })).toEqual({ kind: 'halted', code: 'loop:240' });
  });

  it.each([500, 502, 504, 520, 524])('leaves it open with %i, whatever it says', (status) => {
    expect(read(status, { success: false })).toEqual({ kind: 'unknown', code: `http:${status}` });
    expect(read(status, { success: false, code: 160 })).toEqual({ kind: 'unknown', code: 'loop:160' });
  });

  it.each([301, 404, 405])('keeps the text for later with %i: it went to a wrong address', (status) => {
    expect(read(status, 'no JSON')).toEqual({ kind: 'later', code: `http:${status}` });
  });

  it.each([401, 402, 403])('stops everything with %i, whatever it says', (status) => {
    expect(read(status, 'no JSON')).toEqual({ kind: 'halted', code: `http:${status}` });
    expect(read(status, { success: false, code: 160 })).toEqual({ kind: 'halted', code: 'loop:160' });
  });

  it('is final with any other status of a client error', () => {
    expect(read(400, { success: false, code: 180 })).toEqual({ kind: 'refused', code: 'loop:180' });
    expect(read(400, 'Bad request')).toEqual({ kind: 'refused', code: 'http:400' });
    expect(read(404, { code: 160 })).toEqual({ kind: 'refused', code: 'loop:160' });
  });

  it.each(['call +12055550123', -1, 1.5, ['160'], { toString: 1 }, null])(
    'makes no code of %j, whose place in our log it would take',
    (code) => {
      expect(read(400, { success: false, code })).toEqual({ kind: 'refused', code: 'http:400' });
    },
  );

  it.each([
    '{"message_id":"m-1","success":tr',
    '{"text":"a, \\"message_id\\":\\"x\\" b","message_id": "m-1", "con',
    '{\n  "contact": "+12055550123",\n  "message_id": "m-1"',
  ])('gives the id of a send that was answered with %s', (body) => {
    const expected = { kind: 'unknown', code: 'unreadable-answer', providerId: 'm-1' };
    expect(read(200, body)).toEqual(expected);
    expect(read(502, body)).toEqual({ ...expected, code: 'http:502' });
  });

  it('takes no id from the words of a text, and none that has no end', () => {
    for (const body of ['{"text":"x,\\"message_id\\":\\"m-1\\","', '{"message_id":"m-1', 'm-1'])
      expect(read(200, body)).toEqual({ kind: 'unknown', code: 'unreadable-answer' });
  });

  it('gives the id of a send that nobody can confirm', () => {
    const answer = { success: false, code: 1030, message_id: 'm-1' };
    const expected = { kind: 'unknown', code: 'loop:1030', providerId: 'm-1' };
    expect([read(200, answer), read(400, answer)]).toEqual([expected, expected]);
  });
});

describe('an answer that asks for patience', () => {
  const waitOf = (retryAfter?: string): number | undefined => {
    const outcome = read(429, '', 'v1', retryAfter);
    return outcome.kind === 'later' ? outcome.retryAfterMs : NaN;
  };

  it.each([408, 425, 429, 503])('is one with %i', (status) => {
    const expected = { kind: 'later', code: `http:${status}`, retryAfterMs: 7000 };
    expect(read(status, { success: false }, 'v1', '7')).toEqual(expected);
  });

  it('may say how much in seconds or as a date, up to an hour', () => {
    expect(waitOf('0')).toBe(0);
    expect(waitOf('999999')).toBe(3_600_000);
    const inAMinute = waitOf(new Date(Date.now() + 60_000).toUTCString());
    expect(inAMinute).toBeGreaterThan(50_000);
    expect(inAMinute).toBeLessThanOrEqual(60_000);
    expect(waitOf('Mon, 01 Jan 2024 00:00:00 GMT')).toBe(0);
    expect(waitOf(new Date(Date.now() + 90_000_000).toUTCString())).toBe(3_600_000);
  });

  it.each([undefined, '', 'soon', '-5', '1.5s'])('need not say how much: %s', (retryAfter) => {
    expect(waitOf(retryAfter)).toBeUndefined();
  });
});
