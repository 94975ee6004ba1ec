import { describe, expect, it } from '@jest/globals';
import type { SendOutcome } from '../conversation/messaging.adapter.ts';
import { outcomeOf } from './send.answer.ts';

const SID = `SM${'a1'.repeat(16)}`;

function read(status: number, body: unknown, retryAfter?: string): SendOutcome {
  return outcomeOf({ status, body: typeof body === 'string' ? body : JSON.stringify(body), retryAfter });
}

const refusal = (code: number, status = 400): object => ({
  code,
  status,
  message: 'of no interest',
  more_info: '',
});

describe("Twilio's answer to a new message", () => {
  it.each(['queued', 'accepted', 'sending', 'sent', undefined])('is good with a sid and %s', (status) => {
    expect(read(201, { sid: SID, status })).toEqual({ kind: 'sent', providerId: SID });
  });

  it.each(['', 'OK', '{"sid":"SM', '<html>', 'null', '[]', '{}', '{"sid":7}', '{"sid":"x"}'])(
    'leaves it open with 201 and %s',
    (body) => expect(read(201, body)).toEqual({ kind: 'unknown', code: 'unreadable-answer' }),
  );

  it('may say at once that nothing comes of it', () => {
    expect(read(201, { sid: SID, status: 'failed', error_code: 30_005 })).toEqual({
      kind: 'refused',
      code: 'twilio:30005',
    });
    expect(read(201, { sid: SID, status: 'failed', error_code: null })).toEqual({
      kind: 'refused',
      code: 'twilio:failed',
    });
  });

  it.each([
    [21_610, { kind: 'refused', code: 'twilio:21610', optedOut: true }],
    [21_211, { kind: 'refused', code: 'twilio:21211' }],
    [21_606, { kind: 'halted', code: 'twilio:21606' }],
    [30_001, { kind: 'later', code: 'twilio:30001', retryAfterMs: undefined }],
    [14_107, { kind: 'later', code: 'twilio:14107', retryAfterMs: 30_000, contactOnly: true }],
    [98_765, { kind: 'refused', code: 'twilio:98765' }],
  ])('with 400 and code %i is what the code says', (code, outcome) => {
    expect(read(400, refusal(code))).toEqual(outcome);
  });

  it.each([401, 402, 403])('stops everything with %i', (status) => {
    expect(read(status, refusal(20_003, status))).toEqual({ kind: 'halted', code: 'twilio:20003' });
    expect(read(status, '')).toEqual({ kind: 'halted', code: `http:${status}` });
  });

  it('stops everything with 404 and a code: the account is wrong; without one the address is, and it is tried again', () => {
    expect(read(404, refusal(20_404, 404))).toEqual({ kind: 'halted', code: 'twilio:20404' });
    expect(read(404, 'no such page')).toEqual({ kind: 'later', code: 'http:404' });
    expect(read(307, '')).toEqual({ kind: 'later', code: 'http:307' });
  });

  it('keeps the text for as long as it is asked to', () => {
    const later = { kind: 'later', code: 'twilio:20429', retryAfterMs: 3000 };
    expect(read(429, refusal(20_429, 429), '3')).toEqual(later);
    expect(read(503, '', '9')).toEqual({ kind: 'later', code: 'http:503', retryAfterMs: 9000 });
    expect(read(408, '')).toEqual({ kind: 'later', code: 'http:408', retryAfterMs: undefined });
  });

  it.each([500, 502, 504, 520])('leaves it open with %i, whatever it says', (status) => {
    expect(read(status, '')).toEqual({ kind: 'unknown', code: `http:${status}` });
    expect(read(status, refusal(21_211, status))).toEqual({ kind: 'unknown', code: 'twilio:21211' });
  });

  it('that did not come leaves it open, or not, by whether the request had left', () => {
    const none = { status: undefined, code: 'ECONNRESET', body: '' };
    expect(outcomeOf({ ...none, reached: true })).toEqual({ kind: 'unknown', code: 'ECONNRESET' });
    expect(outcomeOf({ ...none, reached: false })).toEqual({ kind: 'later', code: 'ECONNRESET' });
    const cut = { ...none, reached: true, body: `{"account_sid":"AC${'1'.repeat(32)}","sid": "${SID}","sta` };
    expect(outcomeOf(cut)).toEqual({ kind: 'unknown', code: 'ECONNRESET', providerId: SID });
  });
});
