import { randomUUID } from 'node:crypto';
import { HttpService } from '@nestjs/axios';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { until } from '../../emulator/harness.ts';
import { TestBed } from '../../emulator/test-bed.ts';
import type { SendEntry } from '../../emulator/journal.ts';
import { readConfig } from '../config/read-config.ts';
import type { OutboundMessage, SendOutcome } from '../conversation/messaging.adapter.ts';
import { fromPassthrough } from './correlation.ts';
import { LoopClient } from './loop.client.ts';

const PERSON = '+12055550123';
const GROUP = 'b0c7d8e9-1f2a-4b3c-8d4e-5f6a7b8c9d0e';
const KEY = 'the-key-of-the-organisation';
const LEGACY = {
  LOOP_API_GENERATION: 'legacy',
  LOOP_SECRET_KEY: 'second-key',
  LOOP_SENDER: 'chip@imsg.example',
};
const NEVER = new AbortController().signal;

let bed: TestBed;
const logged: unknown[][] = [];
const capture = (...line: unknown[]): void => void logged.push(line);

beforeAll(async () => {
  Logger.overrideLogger({ log: capture, warn: capture, error: capture, debug: capture });
  bed = await TestBed.start();
  await bed.control('PUT', 'config', { apiKey: KEY, secretKey: 'second-key', strict: false });
});
afterEach(async () => {
  await bed.reset();
  logged.length = 0;
});
afterAll(() => bed.stop());

function client(env: Record<string, string> = {}): LoopClient {
  const LOOP_API_BASE_URL = `${bed.emulator.url}/api/v1`;
  return new LoopClient(
    readConfig({ LOOP_API_KEY: KEY, LOOP_WEBHOOK_SECRET: 'a-webhook-secret', LOOP_API_BASE_URL, ...env }),
    new HttpService(),
  );
}

function outbound(message: Partial<OutboundMessage> = {}): OutboundMessage {
  return { id: randomUUID(), target: PERSON, targetKind: 'person', text: 'See you at six.', ...message };
}

/** Sends with the given fault and answers the outcome and what the far end saw of it. */
async function sendWith(loop: object, env: Record<string, string> = {}): Promise<[SendOutcome, SendEntry[]]> {
  await bed.control('PUT', 'faults', { loop });
  const outcome = await client(env).sendMessage(outbound(), NEVER);
  return [outcome, await sends()];
}

async function sends(): Promise<SendEntry[]> {
  return (await bed.journal()).sends;
}

/** Sends and answers the body that Loop has accepted. */
async function accepted(env: Record<string, string>, message: OutboundMessage): Promise<SendEntry> {
  const outcome = await client(env).sendMessage(message, NEVER);
  const [entry, ...more] = await sends();
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ outcome: 'accepted', answer: 'sent' });
  expect(outcome).toEqual({ kind: 'sent', providerId: entry!.message_id });
  return entry!;
}

describe('LoopClient and the v1 API', () => {
  it('sends to a person, and the status brings our id back', async () => {
    const message = outbound();
    const { generation, body, headers_present: headers } = await accepted({}, message);
    expect(generation).toBe('v1');
    expect(body).toEqual({
      contact: PERSON,
      text: message.text,
      passthrough: JSON.stringify({ chip: message.id }),
    });
    expect(headers).toContain('authorization');
    expect(headers).not.toContain('loop-secret-key');
    const status = await bed.event('message_delivered');
    expect(fromPassthrough(status.passthrough)).toBe(message.id);
  });

  it('sends to a group, as a reply, and never names a person beside it', async () => {
    const message = outbound({ target: GROUP, targetKind: 'group', replyToId: 'm1', service: 'sms' });
    const { to, body } = await accepted({ LOOP_SENDER: 'sender-id' }, message);
    const passthrough = JSON.stringify({ chip: message.id });
    expect(to).toBe(GROUP);
    expect(body).toEqual({
      group: GROUP,
      text: message.text,
      reply_to_id: 'm1',
      sender: 'sender-id',
      passthrough,
    });
  });

  it('asks for a transport only when told, and for no inline reply where there are none', async () => {
    const { body } = await accepted({}, outbound({ service: 'SMS', replyToId: 'm1', timeoutSeconds: 9 }));
    expect(body).toMatchObject({ channel: 'sms' });
    for (const field of ['reply_to_id', 'timeout', 'service']) expect(body).not.toHaveProperty(field);
  });
});

describe('LoopClient and the legacy API', () => {
  it('sends to a person with both keys', async () => {
    const message = outbound({ service: 'imessage', replyToId: 'm1', timeoutSeconds: 29.5 });
    const { generation, body, headers_present: headers } = await accepted(LEGACY, message);
    expect(generation).toBe('legacy');
    expect(body).toEqual({
      recipient: PERSON,
      text: message.text,
      sender_name: 'chip@imsg.example',
      service: 'imessage',
      reply_to_id: 'm1',
      timeout: 30,
      passthrough: JSON.stringify({ chip: message.id }),
    });
    expect(headers).toEqual(expect.arrayContaining(['authorization', 'loop-secret-key']));
  });

  it('sends to a group, and never gives less time than Loop takes', async () => {
    const message = outbound({ target: GROUP, targetKind: 'group', timeoutSeconds: 1 });
    const { to, body } = await accepted(LEGACY, message);
    expect(to).toBe(GROUP);
    expect(body).toMatchObject({ group: GROUP, timeout: 5, sender_name: 'chip@imsg.example' });
    expect(body).not.toHaveProperty('recipient');
  });
});

describe('LoopClient, when Loop answers that it did not send', () => {
  const status = (code: number, extra = {}): object => ({ status: { code, times: 1, ...extra } });

  it.each([
    [status(429, { retryAfter: 2 }), { kind: 'later', code: 'http:429', retryAfterMs: 2000 }],
    [status(503, { retryAfter: 1 }), { kind: 'later', code: 'http:503', retryAfterMs: 1000 }],
    [status(401), { kind: 'later', code: 'http:401' }],
    [status(402), { kind: 'later', code: 'http:402' }],
    [status(302), { kind: 'later', code: 'http:302' }],
    [status(400), { kind: 'refused', code: 'http:400' }],
    [status(500), { kind: 'unknown', code: 'http:500' }],
    [{ successFalse: { code: 160, times: 1 } }, { kind: 'refused', code: 'loop:160' }],
    [{ successFalse: { code: 240, times: 1 } }, { kind: 'later', code: 'loop:240' }],
    [{ refuseContacts: { [PERSON]: 500 } }, { kind: 'refused', code: 'loop:500' }],
  ])('with %j, it makes %j of it and asks once', async (fault, expected) => {
    const [outcome, entries] = await sendWith(fault);
    expect(outcome).toEqual(expected);
    expect(entries).toHaveLength(1);
    expect(entries[0]!.message_id).toBeNull();
  });

  it('keeps the text when the key is wrong, in both generations', async () => {
    const wrong = { LOOP_API_KEY: 'wrong' };
    expect((await sendWith({}, wrong))[0]).toEqual({ kind: 'later', code: 'loop:130' });
    expect((await sendWith({}, { ...LEGACY, ...wrong }))[0]).toEqual({ kind: 'later', code: 'loop:125' });
  });

  it('reads the same number by the table of its generation', async () => {
    const [outcome] = await sendWith({ refuseContacts: { [PERSON]: 500 } }, LEGACY);
    expect(outcome).toEqual({ kind: 'later', code: 'loop:500' });
  });
});

describe('LoopClient, when it cannot know whether Loop has sent', () => {
  it('says so after a connection closed without an answer, sent or not', async () => {
    const [dropped, [notSent]] = await sendWith({ dropRequest: 1 });
    expect([dropped, notSent!.outcome]).toEqual([{ kind: 'unknown', code: 'ECONNRESET' }, 'dropped']);
    await bed.reset();
    const [lost, [sent]] = await sendWith({ loseAnswer: 1 });
    expect([lost, sent!.outcome]).toEqual([{ kind: 'unknown', code: 'ECONNRESET' }, 'accepted']);
  });

  it('says so when the answer takes too long', async () => {
    const [outcome, [entry]] = await sendWith({ hangMs: 10_000 }, { SEND_TIMEOUT_MS: '150' });
    expect([outcome, entry!.outcome]).toEqual([{ kind: 'unknown', code: 'timeout' }, 'accepted']);
  });

  it('says so when it is stopped in the middle', async () => {
    await bed.control('PUT', 'faults', { loop: { hangMs: 10_000 } });
    const stop = new AbortController();
    const outcome = client().sendMessage(outbound(), stop.signal);
    await until(async () => (await sends())[0]?.outcome === 'accepted');
    stop.abort();
    await expect(outcome).resolves.toEqual({ kind: 'unknown', code: 'aborted' });
  });
});

describe('LoopClient, before anything has left', () => {
  it('refuses a text that Loop would cut', async () => {
    const tooLong = await client().sendMessage(outbound({ text: 'x'.repeat(10_000) }), NEVER);
    expect(tooLong).toEqual({ kind: 'refused', code: 'text-too-long' });
    expect(await sends()).toEqual([]);
    const { body } = await accepted({}, outbound({ text: 'x'.repeat(9999) }));
    expect((body as { text: string }).text).toHaveLength(9999);
  });

  it('sends nothing when it is stopped already', async () => {
    const outcome = await client().sendMessage(outbound(), AbortSignal.abort());
    expect(outcome).toEqual({ kind: 'later', code: 'aborted' });
    expect(await sends()).toEqual([]);
  });
});

describe('the log of LoopClient', () => {
  it('has one line for each request, and neither address, text nor key in it', async () => {
    const message = outbound();
    await client().sendMessage(message, NEVER);
    await bed.control('PUT', 'faults', { loop: { status: { code: 500, times: 1 } } });
    await client().sendMessage(message, NEVER);
    const common = { sendId: message.id, durationMs: expect.any(Number) };
    expect(logged.map(([line]) => line)).toEqual([
      { ...common, outcome: 'sent', code: undefined, status: 200 },
      { ...common, outcome: 'unknown', code: 'http:500', status: 500 },
    ]);
    for (const secret of [PERSON, '5550123', message.text, KEY, bed.emulator.url])
      expect(JSON.stringify(logged)).not.toContain(secret);
  });
});
