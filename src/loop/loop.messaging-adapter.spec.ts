import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { readConfig } from '../config/read-config.ts';
import type {
  OutboundMessage,
  SendOutcome,
  SentBefore,
  TypingTarget,
} from '../conversation/messaging.adapter.ts';
import type { Receipt } from '../conversation/receipt.ts';
import { LoopMessagingAdapter } from './loop.messaging-adapter.ts';
import { UnconfiguredLoopSender } from './unconfigured.loop-sender.ts';

/** Says what it is asked. */
class AskedSender extends UnconfiguredLoopSender {
  override findSent(_: OutboundMessage, { providerId }: SentBefore): Promise<SendOutcome> {
    return Promise.resolve({ kind: 'sent', providerId });
  }

  override showTyping({ messageId }: TypingTarget): Promise<void> {
    return Promise.reject(new Error(`typing on ${messageId}`));
  }
}

function makeAdapter(env: Record<string, string> = {}): LoopMessagingAdapter {
  return new LoopMessagingAdapter(readConfig(env), new UnconfiguredLoopSender());
}

function answerTo(receipt: Partial<Receipt>): unknown {
  const { contentType, body } = makeAdapter().answer({
    ok: true,
    status: 'accepted',
    event: null,
    ...receipt,
  });
  expect(contentType).toBe('application/json');
  return body;
}

describe('the answer to a webhook of Loop', () => {
  it('says what became of the event', () => {
    expect(answerTo({ event: 'message_inbound', dialect: 'v1' })).toEqual({
      ok: true,
      status: 'accepted',
      event: 'message_inbound',
    });
  });

  it('leaves out what is not known and gives the reason where there is one', () => {
    expect(answerTo({ status: 'quarantined', reason: 'unknown shape' })).toEqual({
      ok: true,
      status: 'quarantined',
      reason: 'unknown shape',
    });
  });

  it('carries the reply of the inline mode', () => {
    const reply = {
      received_text: 'hi',
      conversation_id: 'c1',
      reply: 'Hello!',
      sent: { message_id: 'm1', status: 'sent' },
    };
    const expected = { ok: true, status: 'accepted', event: 'message_inbound', ...reply };
    expect(answerTo({ event: 'message_inbound', dialect: 'legacy', reply })).toEqual(expected);
  });

  it('makes legacy show that Chip is typing while a turn is due, and at no other time', () => {
    const typing = { typing: 10, read: true };
    expect(answerTo({ dialect: 'legacy' })).toMatchObject(typing);
    const others: Partial<Receipt>[] = [
      { dialect: 'v1' },
      { dialect: 'testing' },
      {},
      { dialect: 'legacy', status: 'duplicate' },
      { dialect: 'legacy', status: 'recorded' },
      { dialect: 'legacy', reason: 'opt-out' },
    ];
    for (const receipt of others) expect(answerTo(receipt)).not.toHaveProperty('typing');
  });
});

describe('LoopMessagingAdapter', () => {
  it('knows its own sender and its webhook secret from the configuration', () => {
    const adapter = makeAdapter({
      LOOP_SENDER: 'Own.Sender@imsg.example',
      LOOP_WEBHOOK_SECRET: 'a-secret-for-webhooks',
    });
    const body = { event: 'message_inbound', contact: 'own.sender@imsg.example', text: 'hi' };
    const event = adapter.normalizeEvent(plainToInstance(adapter.eventDto(body)!.dto, body));
    expect(event).toMatchObject({ kind: 'ignored', reason: 'written by our own sender' });
    const request = { url: '/', rawBody: Buffer.alloc(0), remoteAddress: '203.0.113.9' };
    const signed = { ...request, headers: { authorization: 'a-secret-for-webhooks' } };
    expect(adapter.verifySignature(signed)).toBe(true);
    expect(adapter.verifySignature({ ...request, headers: {} })).toBe(false);
  });

  it('sends, types and asks by its sender, and lets no text grow to where Loop would cut it', async () => {
    const adapter = new LoopMessagingAdapter(readConfig({}), new AskedSender());
    const message = { id: 'one', target: 'x', targetKind: 'person' as const, text: 'hi' };
    const never = new AbortController().signal;
    const found = await adapter.findSent(message, { at: 0, providerId: 'm1' }, never);
    expect(found).toEqual({ kind: 'sent', providerId: 'm1' });
    await expect(adapter.showTyping({ ...message, messageId: 'm1' }, never)).rejects.toThrow('typing on m1');
    expect(await adapter.sendMessage(message, never)).toEqual({ kind: 'halted', code: 'no-api-key' });
    expect(adapter.textLimit).toBe(9999);
  });

  it('waits longer than the interval in which Loop then repeats a webhook', () => {
    const steps = makeAdapter().redelivery;
    expect(steps).toEqual([
      { afterAgeMs: 300_000, intervalMs: 180_000 },
      { afterAgeMs: 2_100_000, intervalMs: 900_000 },
    ]);
  });
});
