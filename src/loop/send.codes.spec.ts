import { describe, expect, it } from '@jest/globals';
import type { SendOutcome } from '../conversation/messaging.adapter.ts';
import type { CodeTable } from './code.table.ts';
import { tableOf } from './code.table.ts';
import { LEGACY_WEBHOOK_CODES } from './codes.legacy-webhook.ts';
import { LEGACY_CODES } from './codes.legacy.ts';
import { V1_CODES } from './codes.v1.ts';
import type { LoopEvent } from './loop.event.ts';
import { toDelivery } from './normalize-delivery.ts';
import { outcomeOf } from './send.answer.ts';
import { labelOf, type Generation } from './send.codes.ts';
import { outcomeOfStatus } from './send.status.ts';

type Effect = (code: string) => SendOutcome | undefined;

/** What follows from a code, apart from the code itself. */
const again: Effect = (code) => ({ kind: 'later', code });
const inTenMinutes: Effect = (code) => ({ kind: 'later', code, retryAfterMs: 600_000, contactOnly: true });
const inTwoMinutes: Effect = (code) => ({ kind: 'later', code, retryAfterMs: 120_000, contactOnly: true });
const never: Effect = (code) => ({ kind: 'refused', code });
const optedOut: Effect = (code) => ({ kind: 'refused', code, optedOut: true });
const stop: Effect = (code) => ({ kind: 'halted', code });
const unsure: Effect = (code) => ({ kind: 'unknown', code, providerId: 'm1' });

const REQUEST = [580, 590, 595, 600, 610, 620, 630, 640, 1110, 1120, 1130, 1140];
const CONTACT = [100, 120, 140, 150, 160, 170, 180, 190];

const V1_EFFECTS: [Effect, number[]][] = [
  [again, [230, 1000, 1010]],
  [inTenMinutes, [1020]],
  [inTwoMinutes, [540]],
  [never, [...CONTACT, ...REQUEST, 115, 125, 165, 210, 290, 340]],
  [optedOut, [500]],
  // The contact has to write first.
  [never, [200, 510, 520, 530]],
  [stop, [110, 130, 220, 240, 250, 260, 270, 300, 310, 320, 330, 550]],
  [unsure, [1030]],
];
const LEGACY_EFFECTS: [Effect, number[]][] = [
  [again, [230]],
  [inTwoMinutes, [330]],
  [never, [...CONTACT, ...REQUEST, 270, 570]],
  [optedOut, [280]],
  [never, [560]],
  [stop, [110, 125, 130, 210, 220, 240, 300, 400, 500, 510, 530, 540, 545, 550]],
];
/** `undefined`: it may go out again at once. */
const LEGACY_WEBHOOK_EFFECTS: [Effect, number[]][] = [
  [() => undefined, [100, 130, 140, 150]],
  [never, [110, 120]],
  [optedOut, [280]],
];

const rows = (effects: [Effect, number[]][]): [number, Effect][] =>
  effects.flatMap(([effect, codes]) => codes.map((code): [number, Effect] => [code, effect]));
const sorted = (codes: Iterable<number>): number[] => [...codes].sort((a, b) => a - b);

function answered(generation: Generation, status: number, code: number): SendOutcome {
  const body = JSON.stringify({ success: false, code, message_id: 'm1', message: 'words of Loop' });
  return outcomeOf(generation, { status, body });
}

describe.each<[Generation, CodeTable, [Effect, number[]][]]>([
  ['v1', V1_CODES, V1_EFFECTS],
  ['legacy', LEGACY_CODES, LEGACY_EFFECTS],
])('the codes of %s in the answer to a send', (generation, table, effects) => {
  it.each(rows(effects))('%i has its effect, whether it comes with 400 or with 200', (code, effect) => {
    const expected = effect(`loop:${code}`);
    expect([answered(generation, 400, code), answered(generation, 200, code)]).toEqual([expected, expected]);
    expect(labelOf(generation, `loop:${code}`)).toMatch(/^.{8,80}$/);
  });

  it('are all in the table, and nothing else is', () => {
    expect(sorted(table.keys())).toEqual(sorted(rows(effects).map(([code]) => code)));
  });

  it('are final where nobody has heard of them', () => {
    expect(answered(generation, 400, 9999)).toEqual({ kind: 'refused', code: 'loop:9999' });
    expect(labelOf(generation, 'loop:9999')).toBeUndefined();
  });
});

describe('the codes of legacy in webhooks and message statuses', () => {
  const sent = { at: 0, providerId: 'm1' };
  const failed = (code: number): string => JSON.stringify({ status: 'failed', error_code: code });

  it.each(rows(LEGACY_WEBHOOK_EFFECTS))('%i has its effect', (code, effect) => {
    const written = `loop-webhook:${code}`;
    expect(outcomeOfStatus('legacy', failed(code), sent)).toEqual(effect(written));
    const isOptOut = effect === optedOut;
    expect(reported('legacy', code)).toEqual({ errorCode: written, optedOut: isOptOut || undefined });
    expect(labelOf('legacy', written)).toMatch(/^.{8,80}$/);
  });

  it('are all in the table, and nothing else is', () => {
    const known = rows(LEGACY_WEBHOOK_EFFECTS).map(([code]) => code);
    expect(sorted(LEGACY_WEBHOOK_CODES.keys())).toEqual(sorted(known));
  });
});

describe('the codes of v1 in webhooks', () => {
  it('are those of its answers: 500 is an opt-out, and no other is', () => {
    for (const code of V1_CODES.keys())
      expect(reported('v1', code)).toEqual({
        errorCode: `loop:${code}`,
        optedOut: code === 500 || undefined,
      });
    expect(reported('legacy', 500)).toEqual({ errorCode: 'loop-webhook:500', optedOut: undefined });
  });
});

describe('a table of codes', () => {
  it('has each code in one class', () => {
    expect(() => tableOf({ retry: { 7: 'a' }, halt: { 7: 'b' } })).toThrow('error code 7 is in two classes');
  });
});

/** What a webhook about a failed send says. */
function reported(dialect: Generation, code: number): object {
  const event = { name: 'message_failed', dialect, errorCode: String(code), messageId: 'm1' };
  const delivery = toDelivery(event as LoopEvent);
  return { errorCode: delivery?.errorCode, optedOut: delivery?.optedOut };
}
