import { HttpService } from '@nestjs/axios';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../src/config/read-config.ts';
import type { OutboundMessage, SendOutcome } from '../src/conversation/messaging.adapter.ts';
import { splitText } from '../src/conversation/turns/split-text.ts';
import { LoopClient } from '../src/loop/loop.client.ts';
import { outcomeOf } from '../src/loop/send.answer.ts';
import { phone } from './support/canary.ts';
import { FarEnd } from './support/far-end.ts';
import { SECRET } from './support/payloads.ts';

/** What Loop's sends leave open, and how each question is settled; one far end, both generations. */

let far: FarEnd;
beforeAll(async () => {
  Logger.overrideLogger(false);
  far = await FarEnd.start();
});
afterAll(() => far.stop());
beforeEach(() => far.control('DELETE', 'journal'));

type Generation = 'v1' | 'legacy';

function send(generation: Generation, more: Partial<OutboundMessage>, sender?: string): Promise<SendOutcome> {
  const config = readConfig({
    ...far.env(),
    LOOP_WEBHOOK_SECRET: SECRET,
    LOOP_API_GENERATION: generation,
    LOOP_SENDER: sender ?? (generation === 'legacy' ? 'chip@imsg.example' : ''),
  });
  const message = { id: 'row', target: phone(86), targetKind: 'person', text: 'Hi.', ...more } as const;
  return new LoopClient(config, new HttpService()).sendMessage(message, new AbortController().signal);
}

const sentBody = async (): Promise<object> => (await far.journal()).sends.at(-1)?.body as object;
const answered = (generation: Generation, status: number, body: object): SendOutcome =>
  outcomeOf(generation, { status, body: JSON.stringify(body), retryAfter: undefined });

describe('a send to Loop', () => {
  it.each([
    [125, 'refused', 'halted'],
    [270, 'halted', 'refused'],
    [330, 'halted', 'later'],
    [500, 'refused', 'halted'],
    [510, 'refused', 'halted'],
    [530, 'refused', 'halted'],
    [540, 'later', 'halted'],
  ])('reads error %i by its own table: %s in v1, %s in legacy (row 2)', (code, v1, legacy) => {
    const refusal = { success: false, code };
    expect(answered('v1', 400, refusal).kind).toBe(v1);
    expect(answered('legacy', 400, refusal).kind).toBe(legacy);
  });

  it('is good with 2xx, an id and no success: false, and only then (row 10)', () => {
    const id = { message_id: 'm1' };
    expect(answered('v1', 200, id)).toEqual({ kind: 'sent', providerId: 'm1' });
    expect(answered('v1', 200, { ...id, success: true })).toEqual({ kind: 'sent', providerId: 'm1' });
    expect(answered('v1', 200, { ...id, success: false, code: 160 }).kind).toBe('refused');
    expect(answered('v1', 200, { success: true }).kind).toBe('unknown');
    expect(answered('v1', 200, { message_id: 7 }).kind).toBe('unknown');
  });

  it.each([500, 502, 504])('is unknown after %i, and not simply tried again (row 11)', (status) => {
    expect(answered('v1', status, { success: false, code: 1010 }).kind).toBe('unknown');
  });

  it.each([
    ['v1', 5],
    ['legacy', 3],
  ] as const)('of %s carries at most %i files, by https and short (row 13)', async (generation, limit) => {
    const good = Array.from({ length: 7 }, (_, n) => `https://files.example/${n}.png`);
    const bad = [
      'http://files.example/x.png',
      `https://files.example/${'x'.repeat(300)}.png`,
      'file:///etc/passwd',
    ];
    expect((await send(generation, { attachments: [...bad, ...good] })).kind).toBe('sent');
    expect(await sentBody()).toMatchObject({ attachments: good.slice(0, limit) });
  });

  it('is split below 10,000 characters, in order (row 14)', async () => {
    const text = Array.from({ length: 4000 }, (_, n) => `word${n}`).join(' ');
    const parts = splitText(text, 9999);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect((await send('v1', { text: part })).kind).toBe('sent');
    expect((await far.textsTo(phone(86))).join(' ')).toBe(text);
    expect((await send('v1', { text })).kind).toBe('refused');
  });

  it.each(['sms', 'rcs', 'whatsapp'])(
    'to somebody on %s leaves out what only iMessage shows, and asks for no channel (row 15)',
    async (transport) => {
      await send('v1', { transport, subject: 'Title', effect: 'confetti', replyToId: 'm-1' });
      expect(Object.keys(await sentBody()).toSorted()).toEqual(['contact', 'passthrough', 'text']);
      await send('v1', { transport: 'imessage', subject: 'Title', effect: 'confetti', replyToId: 'm-1' });
      expect(await sentBody()).toMatchObject({ subject: 'Title', effect: 'confetti', reply_to_id: 'm-1' });
    },
  );

  it('calls the same tapback by its name in each generation (row 16)', async () => {
    await send('v1', { reaction: { to: 'm-1', name: 'emphasize' } });
    expect(await sentBody()).toMatchObject({ message_id: 'm-1', reaction: 'emphasize' });
    await send('legacy', { reaction: { to: 'm-1', name: '-emphasize' } });
    expect(await sentBody()).toMatchObject({ message_id: 'm-1', reaction: '-exclaim' });
  });

  it('to a group names the group as a string and never a member (row 20)', async () => {
    for (const generation of ['v1', 'legacy'] as const) {
      await send(generation, { target: 'grp-1', targetKind: 'group' });
      const body = await sentBody();
      expect(body).toMatchObject({ group: 'grp-1' });
      expect(body).not.toHaveProperty('contact');
      expect(body).not.toHaveProperty('recipient');
    }
  });

  it('names the sender only where one is configured (row 22)', async () => {
    await send('v1', {});
    expect(await sentBody()).not.toHaveProperty('sender');
    await send('v1', {}, 'sender-id');
    expect(await sentBody()).toMatchObject({ sender: 'sender-id' });
  });
});
