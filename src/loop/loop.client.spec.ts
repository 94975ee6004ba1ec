import { randomUUID } from 'node:crypto';
import { HttpService } from '@nestjs/axios';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { TestBed } from '../../emulator/test-bed.ts';
import type { SendEntry } from '../../emulator/journal.ts';
import { readConfig } from '../config/read-config.ts';
import type { OutboundMessage } from '../conversation/messaging.adapter.ts';
import { fromPassthrough } from './correlation.ts';
import { LoopClient } from './loop.client.ts';

const PERSON = '+12055550123';
const SENDER = '6f1c2a30-5d0e-4b7a-9c41-0e5a7d3b9f10';
const GROUP = 'b0c7d8e9-1f2a-4b3c-8d4e-5f6a7b8c9d0e';
const PICTURE = 'https://files.example/poster.png';
const VOICE = 'https://files.example/hello.m4a';
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
  await bed.control('PUT', 'config', { apiKey: KEY, secretKey: 'second-key', strict: false, vcard: true });
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

/** Sends and answers what Loop has accepted; our id is in each, and is taken out of the body. */
async function accepted(
  message: OutboundMessage,
  env: Record<string, string> = {},
): Promise<Omit<SendEntry, 'body'> & { body: Record<string, unknown> }> {
  const outcome = await client(env).sendMessage(message, NEVER);
  const [entry, ...more] = (await bed.journal()).sends;
  expect(more).toEqual([]);
  expect(entry).toMatchObject({ outcome: 'accepted', answer: 'sent' });
  expect(outcome).toEqual({ kind: 'sent', providerId: entry!.message_id });
  const { passthrough, ...body } = entry!.body as Record<string, unknown>;
  expect(passthrough).toBe(JSON.stringify({ chip: message.id }));
  return { ...entry!, body };
}

describe('LoopClient and the v1 API', () => {
  it('sends a text to a person, and the status brings our id back', async () => {
    const message = outbound();
    const { generation, body, headers_present: headers } = await accepted(message);
    expect(generation).toBe('v1');
    expect(body).toEqual({ contact: PERSON, text: message.text });
    expect(headers).toContain('authorization');
    expect(headers).not.toContain('loop-secret-key');
    const status = await bed.event('message_delivered');
    expect(fromPassthrough(status.passthrough)).toBe(message.id);
  });

  it('sends a text with all its trimmings, under the sender that is set', async () => {
    const rich = { subject: 'Tonight', effect: 'confetti', attachments: [PICTURE], replyToId: 'm1' };
    const { body } = await accepted(outbound({ ...rich, contactCard: true, timeoutSeconds: 9 }), {
      LOOP_SENDER: SENDER,
    });
    const { replyToId, ...same } = rich;
    const expected = { contact: PERSON, text: 'See you at six.', ...same, reply_to_id: replyToId };
    expect(body).toEqual({ ...expected, contact_file: true, sender: SENDER });
  });

  it('sends to a group, and never names a person or a transport beside it', async () => {
    const message = outbound({ target: GROUP, targetKind: 'group', replyToId: 'm1', service: 'imessage' });
    const { to, body } = await accepted(message);
    expect(to).toBe(GROUP);
    expect(body).toEqual({ group: GROUP, text: message.text, reply_to_id: 'm1' });
  });

  it.each(['SMS', 'rcs', 'whatsapp'])(
    'asks for %s when told, and for nothing it cannot do',
    async (service) => {
      const message = outbound({ service, replyToId: 'm1', subject: 'Tonight', effect: 'slam' });
      const { body } = await accepted(message);
      expect(body).toEqual({ contact: PERSON, text: message.text, channel: service.toLowerCase() });
    },
  );

  it('sends a voice message', async () => {
    const { body } = await accepted(outbound({ voiceUrl: VOICE }));
    expect(body).toEqual({ contact: PERSON, media_url: VOICE });
  });

  it('sends a tapback, and takes it back', async () => {
    const reaction = { to: 'm1', name: '-emphasize' };
    const { body } = await accepted(outbound({ text: '', reaction }));
    expect(body).toEqual({ contact: PERSON, message_id: 'm1', reaction: '-emphasize' });
  });
});

describe('LoopClient and the legacy API', () => {
  const TO = { recipient: PERSON, sender_name: 'chip@imsg.example' };

  it('sends a text with all its trimmings and both keys', async () => {
    const rich = { subject: 'Tonight', effect: 'slam', attachments: [PICTURE] };
    const message = outbound({ ...rich, replyToId: 'm1', service: 'imessage', timeoutSeconds: 29.5 });
    const { generation, body, headers_present: headers } = await accepted(message, LEGACY);
    expect(generation).toBe('legacy');
    const { text } = message;
    expect(body).toEqual({ ...TO, text, ...rich, reply_to_id: 'm1', service: 'imessage', timeout: 30 });
    expect(headers).toEqual(expect.arrayContaining(['authorization', 'loop-secret-key']));
  });

  it('sends to a group, and never gives less time than Loop takes', async () => {
    const message = outbound({ target: GROUP, targetKind: 'group', timeoutSeconds: 1 });
    const { to, body } = await accepted(message, LEGACY);
    expect(to).toBe(GROUP);
    const { recipient: _, ...expected } = { ...TO, group: GROUP, text: message.text, timeout: 5 };
    expect(body).toEqual(expected);
  });

  it('asks for no transport that it does not have', async () => {
    const { body } = await accepted(outbound({ service: 'whatsapp', effect: 'slam' }), LEGACY);
    expect(body).toEqual({ ...TO, text: 'See you at six.' });
  });

  it('sends a voice message with what it says', async () => {
    const { body } = await accepted(outbound({ voiceUrl: VOICE }), LEGACY);
    expect(body).toEqual({ ...TO, text: 'See you at six.', media_url: VOICE, audio_message: true });
  });

  it('sends a tapback under the name it has there', async () => {
    const reaction = { to: 'm1', name: 'emphasize' };
    const { body } = await accepted(outbound({ text: '', reaction }), LEGACY);
    expect(body).toEqual({ ...TO, text: 'emphasize', message_id: 'm1', reaction: 'exclaim' });
  });
});
