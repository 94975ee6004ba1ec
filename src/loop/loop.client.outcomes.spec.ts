import { randomUUID } from 'node:crypto';
import { HttpService } from '@nestjs/axios';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { until } from '../../emulator/harness.ts';
import { TestBed } from '../../emulator/test-bed.ts';
import type { SendEntry } from '../../emulator/journal.ts';
import { readConfig } from '../config/read-config.ts';
import type { OutboundMessage, SendOutcome } from '../conversation/messaging.adapter.ts';
import { LoopClient } from './loop.client.ts';

const PERSON = '+12055550123';
const KEY = 'the-key-of-the-organisation';
const LEGACY = {
  LOOP_API_GENERATION: 'legacy',
  LOOP_SECRET_KEY: 'second-key',
  LOOP_SENDER: 'chip@imsg.example',
};
const NEVER = new AbortController().signal;

let bed: TestBed;

beforeAll(async () => {
  Logger.overrideLogger(false);
  bed = await TestBed.start();
  await bed.control('PUT', 'config', { apiKey: KEY, secretKey: 'second-key', strict: false });
});
afterEach(() => bed.reset());
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

describe('LoopClient, when Loop answers that it did not send', () => {
  const status = (code: number, extra = {}): object => ({ status: { code, times: 1, ...extra } });

  it.each([
    [status(429, { retryAfter: 2 }), { kind: 'later', code: 'http:429', retryAfterMs: 2000 }],
    [status(503, { retryAfter: 1 }), { kind: 'later', code: 'http:503', retryAfterMs: 1000 }],
    [status(401), { kind: 'halted', code: 'http:401' }],
    [status(402), { kind: 'halted', code: 'http:402' }],
    [status(302), { kind: 'later', code: 'http:302' }],
    [status(400), { kind: 'refused', code: 'http:400' }],
    [status(500), { kind: 'unknown', code: 'http:500' }],
    [{ successFalse: { code: 160, times: 1 } }, { kind: 'refused', code: 'loop:160' }],
    [{ successFalse: { code: 240, times: 1 } }, { kind: 'halted', code: 'loop:240' }],
    [{ refuseContacts: { [PERSON]: 500 } }, { kind: 'refused', code: 'loop:500', optedOut: true }],
  ])('with %j, it makes %j of it and asks once', async (fault, expected) => {
    const [outcome, entries] = await sendWith(fault);
    expect(outcome).toEqual(expected);
    expect(entries).toHaveLength(1);
    expect(entries[0]!.message_id).toBeNull();
  });

  it('stops everything when the key is wrong, in both generations', async () => {
    const wrong = { LOOP_API_KEY: 'wrong' };
    expect((await sendWith({}, wrong))[0]).toEqual({ kind: 'halted', code: 'loop:130' });
    expect((await sendWith({}, { ...LEGACY, ...wrong }))[0]).toEqual({ kind: 'halted', code: 'loop:125' });
  });

  it('reads the same number by the table of its generation', async () => {
    const [outcome] = await sendWith({ refuseContacts: { [PERSON]: 500 } }, LEGACY);
    expect(outcome).toEqual({ kind: 'halted', code: 'loop:500' });
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
    await client().sendMessage(outbound({ text: 'x'.repeat(9999) }), NEVER);
    expect((await sends())[0]!.body).toMatchObject({ text: 'x'.repeat(9999) });
  });

  it('refuses what is nothing on its transport', async () => {
    const reaction = { to: 'm1', name: 'love' };
    const tapback = await client().sendMessage(outbound({ text: '', reaction, service: 'sms' }), NEVER);
    expect(tapback).toEqual({ kind: 'refused', code: 'unsupported' });
    const blank = await client().sendMessage(outbound({ text: ' ' }), NEVER);
    expect(blank).toEqual({ kind: 'refused', code: 'nothing-to-send' });
    expect(await sends()).toEqual([]);
  });

  it('sends nothing when it is stopped already', async () => {
    const outcome = await client().sendMessage(outbound(), AbortSignal.abort());
    expect(outcome).toEqual({ kind: 'later', code: 'aborted' });
    expect(await sends()).toEqual([]);
  });
});
