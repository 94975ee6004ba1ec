import { HttpService } from '@nestjs/axios';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { TestBed } from '../../emulator/test-bed.ts';
import { readConfig } from '../config/read-config.ts';
import type { OutboundMessage, SendOutcome } from '../conversation/messaging.adapter.ts';
import { LoopClient } from './loop.client.ts';
import { findInHistory } from './send.history.ts';

const MESSAGE: OutboundMessage = {
  id: 'one',
  target: '+12055550123',
  targetKind: 'person',
  text: 'See you at six.',
};
const LEGACY = { LOOP_API_GENERATION: 'legacy', LOOP_SENDER: 'chip@imsg.example' };
const NEVER = new AbortController().signal;

let bed: TestBed;

beforeAll(async () => {
  Logger.overrideLogger(false);
  bed = await TestBed.start();
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

function client(env: Record<string, string> = {}): LoopClient {
  const LOOP_API_BASE_URL = `${bed.emulator.url}/api/v1`;
  const keys = { LOOP_API_KEY: 'key', LOOP_WEBHOOK_SECRET: 'a-webhook-secret' };
  return new LoopClient(readConfig({ ...keys, LOOP_API_BASE_URL, ...env }), new HttpService());
}

function find(
  message: Partial<OutboundMessage> = {},
  env: Record<string, string> = {},
): Promise<SendOutcome | undefined> {
  return client(env).findSent({ ...MESSAGE, ...message }, { at: Date.now(), providerId: null }, NEVER);
}

describe('a send whose id is not known', () => {
  it('is found among the messages with the contact', async () => {
    await bed.control('PUT', 'faults', { loop: { loseAnswer: 1, statusWebhooks: 'none' } });
    const outcome = await client().sendMessage(MESSAGE, NEVER);
    expect(outcome).toMatchObject({ kind: 'unknown' });
    const providerId = (await bed.journal()).sends[0]!.message_id;
    await expect(find()).resolves.toEqual({ kind: 'sent', providerId });
    const byId = client().findSent(MESSAGE, { at: Date.now(), providerId }, NEVER);
    await expect(byId).resolves.toEqual({ kind: 'sent', providerId });
  });

  it('is not found where it never arrived', async () => {
    const target = '+12055550124';
    await bed.control('PUT', 'faults', { loop: { dropRequest: 1 } });
    await client().sendMessage({ ...MESSAGE, target }, NEVER);
    await expect(find({ target })).resolves.toBeUndefined();
  });

  it('is not looked for in a group, without a text or in legacy', async () => {
    await client().sendMessage(MESSAGE, NEVER);
    await expect(find({ targetKind: 'group' })).resolves.toBeUndefined();
    await expect(find({ text: '', attachments: ['https://files.example/a.jpg'] })).resolves.toBeUndefined();
    await expect(find({ reaction: { to: 'm1', name: 'love' } })).resolves.toBeUndefined();
    await expect(find({ voiceUrl: 'https://files.example/a.mp3' })).resolves.toBeUndefined();
    await expect(find({}, LEGACY)).resolves.toBeUndefined();
    await expect(find()).resolves.toMatchObject({ kind: 'sent' });
  });
});

describe('a list of the messages with a contact', () => {
  const AT = Date.parse('2026-03-04T15:06:00Z');
  const ITEM = { id: 'm1', direction: 'outbound', text: 'Hi.', create_date: '2026-03-04T15:06:01.512Z' };
  const search = (...items: unknown[]): SendOutcome | undefined =>
    findInHistory(JSON.stringify({ status: 'active', items }), 'Hi.', { at: AT, providerId: null });

  it.each([
    {},
    { direction: 'OUTBOUND' },
    { text: ' Hi.\n' },
    { create_date: '2026-03-04T15:04:00Z' },
    { create_date: '2026-03-04 15:04:00' },
    { create_date: '2026-03-04T17:04:30+02:00' },
  ])('has it, with %j', (change) => {
    expect(search(null, { id: 'm0' }, { ...ITEM, ...change })).toEqual({ kind: 'sent', providerId: 'm1' });
  });

  it.each([
    { direction: 'inbound' },
    { direction: null },
    { text: 'Hi!' },
    { text: null },
    { create_date: '2026-03-04T15:03:59Z' },
    { create_date: '2026-03-04T16:04:30+02:00' },
    { create_date: 'today' },
    { create_date: null },
  ])('does not have it, with %j', (change) => {
    expect(search({ ...ITEM, ...change })).toBeUndefined();
  });

  it('has it behind another one of the same text that is known', () => {
    const sent = { at: AT, providerId: null, otherIds: ['m0'] };
    const answer = (...items: unknown[]): string => JSON.stringify({ items });
    const other = { ...ITEM, id: 'm0', create_date: '2026-03-04T15:05:00Z' };
    expect(findInHistory(answer(other), 'Hi.', sent)).toBeUndefined();
    expect(findInHistory(answer(other, ITEM), 'Hi.', sent)).toEqual({ kind: 'sent', providerId: 'm1' });
  });

  it.each(['', '[]', '{"items":{}}', '{"items":[7,"a",null]}', '<html>'])('need not be one: %s', (answer) => {
    expect(findInHistory(answer, 'Hi.', { at: AT, providerId: null })).toBeUndefined();
  });
});
