import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeliveryUpdate } from '../src/conversation/channel-event.ts';
import type { ClaimedSend } from '../src/conversation/delivery.ts';
import type { SendOutcome } from '../src/conversation/messaging.adapter.ts';
import { SendBreaker } from '../src/conversation/deliveries/send.breaker.ts';
import { LEGACY_WEBHOOK_CODES } from '../src/loop/codes.legacy-webhook.ts';
import { LEGACY_CODES } from '../src/loop/codes.legacy.ts';
import { V1_CODES } from '../src/loop/codes.v1.ts';
import type { LoopEvent } from '../src/loop/loop.event.ts';
import { toDelivery } from '../src/loop/normalize-delivery.ts';
import { outcomeOf } from '../src/loop/send.answer.ts';
import { SqliteConversationStore } from '../src/persistence/sqlite/sqlite.conversation-store.ts';
import { Chat } from './contract/chat.ts';
import { ADA, delivery } from './contract/people-and-events.ts';

/** What each class of codes has to do: state of the row, when it is looked at again, whether a human is told. */
const EFFECTS: Record<string, { state: string; again: [number, number] | null; alert: boolean }> = {
  retry: { state: 'pending', again: [1, 60_000], alert: false },
  'retry-late': { state: 'pending', again: [500_000, 700_000], alert: false },
  pace: { state: 'pending', again: [100_000, 130_000], alert: false },
  refuse: { state: 'failed', again: null, alert: false },
  'opted-out': { state: 'failed', again: null, alert: false },
  'write-first': { state: 'failed', again: null, alert: false },
  halt: { state: 'pending', again: [1, 60_000], alert: true },
  unsure: { state: 'unknown', again: [50_000, 70_000], alert: false },
};

const codes = (['v1', 'legacy'] as const).flatMap((generation) =>
  [...(generation === 'v1' ? V1_CODES : LEGACY_CODES)].map(([code, [is]]) => [generation, code, is] as const),
);

/** In a status: tens of seconds after which a text is sent again; any other class is final. */
const SENT_AGAIN: Record<string, number> = { retry: 3, 'retry-late': 60, pace: 12 };
const reported = (['v1', 'legacy'] as const).flatMap((dialect) =>
  [...(dialect === 'v1' ? V1_CODES : LEGACY_WEBHOOK_CODES)].map(
    ([code, [is]]) => [dialect, code, is] as const,
  ),
);

/** What a status webhook with this code is read as. */
function reportOf(dialect: 'v1' | 'legacy', code: number): Partial<DeliveryUpdate> {
  const event = { name: 'message_failed', dialect, errorCode: code, messageId: 'm', passthrough: null };
  const { errorCode, optedOut, retryInMs } = toDelivery(event as unknown as LoopEvent) as DeliveryUpdate;
  return { errorCode, optedOut, retryInMs };
}

let store: SqliteConversationStore;
let chat: Chat;
beforeAll(async () => {
  store = new SqliteConversationStore(':memory:', () => undefined);
  await store.open();
  chat = new Chat(store);
});
afterAll(() => store.close());

/** A reply on a channel that has been claimed to be sent. */
async function claimedSend(channel: string): Promise<ClaimedSend> {
  await chat.text('hi', ADA, { channel });
  await chat.commit(await chat.turn(), ['hello'], { outboxTtlMs: 86_400_000 });
  return chat.send({ channels: [channel] });
}

describe('an error code of Loop, from the answer to the outbox', () => {
  it.each(codes)('%s %i (%s) leaves the reply where it belongs', async (generation, code, is) => {
    const body = JSON.stringify({ success: false, code });
    const outcome: SendOutcome = outcomeOf(generation, {
      status: 400,
      body,
      retryAfter: undefined,
    });
    // A channel of its own, so that no other case's row is claimed.
    const channel = `${generation}-${code}`;
    const send = await claimedSend(channel);
    const effect = EFFECTS[is];
    if (!effect) throw new Error(`no effect is known for ${is}`);

    const asked = outcome.kind === 'later' ? (outcome.retryAfterMs ?? 0) : 0;
    const stored = outcome.kind === 'halted' ? ({ kind: 'later', code: outcome.code } as const) : outcome;
    const before = Date.now();
    const retryInMs = Math.max(1000, asked);
    expect(await chat.record(send, stored, { retryInMs, graceMs: 60_000 })).toBe(effect.state);

    const next = await chat.trySend({ channels: [channel] });
    if (!('nextAt' in next)) throw new Error('claimed again at once');
    if (effect.again === null) expect(next.nextAt).toBeNull();
    else {
      const wait = (next.nextAt ?? 0) - before;
      expect(wait).toBeGreaterThanOrEqual(effect.again[0]);
      expect(wait).toBeLessThanOrEqual(effect.again[1]);
    }
    expect(outcome.kind === 'halted').toBe(effect.alert);
  });

  it.each(reported)('%s %i (%s) in a status leaves the reply where it belongs', async (dialect, code, is) => {
    const channel = `status-${dialect}-${code}`;
    const send = await claimedSend(channel);
    await chat.record(send, { kind: 'sent', providerId: send.id });
    const failed = delivery('failed', { externalId: send.id, ...reportOf(dialect, code) });
    const before = Date.now();
    await chat.admit(failed, { channel });
    const again = is in SENT_AGAIN ? SENT_AGAIN[is] : undefined;
    const next = await chat.trySend({ channels: [channel] });
    if (!('nextAt' in next)) throw new Error('claimed again at once');
    expect(next.nextAt === null ? null : Math.round((next.nextAt - before) / 10_000)).toBe(again ?? null);
    expect(failed.optedOut === true).toBe(is === 'opted-out');
  });

  it('of our account stops the channel at once; one about a contact stops nobody else', () => {
    const halted = new SendBreaker();
    halted.ended({ kind: 'halted', code: 'loop:310' }, false, 0);
    expect(halted.allows(0)).toBe(false);
    expect(halted.nextProbeAt).toBeGreaterThanOrEqual(60_000);
    const paced = new SendBreaker();
    for (let i = 0; i < 5; i++) paced.ended({ kind: 'later', code: 'loop:540', contactOnly: true }, false, 0);
    expect(paced.allows(0)).toBe(true);
  });
});
