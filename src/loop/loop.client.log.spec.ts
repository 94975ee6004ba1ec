import { randomUUID } from 'node:crypto';
import { HttpService } from '@nestjs/axios';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { TestBed } from '../../emulator/test-bed.ts';
import { readConfig } from '../config/read-config.ts';
import type { OutboundMessage } from '../conversation/messaging.adapter.ts';
import { LoopClient } from './loop.client.ts';

const PERSON = '+12055550123';
const KEY = 'the-key-of-the-organisation';
const NEVER = new AbortController().signal;

let bed: TestBed;
const logged: unknown[][] = [];
const capture = (...line: unknown[]): void => void logged.push(line);

beforeAll(async () => {
  Logger.overrideLogger({ log: capture, warn: capture, error: capture, debug: capture });
  bed = await TestBed.start();
});
afterEach(async () => {
  await bed.reset();
  logged.length = 0;
});
afterAll(() => bed.stop());

function client(): LoopClient {
  const LOOP_API_BASE_URL = `${bed.emulator.url}/api/v1`;
  const keys = { LOOP_API_KEY: KEY, LOOP_WEBHOOK_SECRET: 'a-webhook-secret' };
  return new LoopClient(readConfig({ ...keys, LOOP_API_BASE_URL }), new HttpService());
}

function outbound(message: Partial<OutboundMessage> = {}): OutboundMessage {
  return { id: randomUUID(), target: PERSON, targetKind: 'person', text: 'See you at six.', ...message };
}

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

  it("says what Loop's code means, and what became of a send", async () => {
    await bed.control('PUT', 'faults', { loop: { refuseContacts: { [PERSON]: 500 } } });
    const message = outbound();
    await client().sendMessage(message, NEVER);
    expect(logged[0]![0]).toMatchObject({ code: 'loop:500', means: 'the contact has opted out' });
    await client().findSent(message, { at: Date.now(), providerId: null }, NEVER);
    expect(logged[1]![0]).toEqual({ sendId: message.id, by: 'history', outcome: undefined });
    expect(JSON.stringify(logged)).not.toContain('5550123');
  });

  it('says how many files were left out, and which never', async () => {
    const attachments = Array.from({ length: 7 }, (_, i) => `https://files.example/${i}.jpg`);
    const message = outbound({ attachments, subject: 'Tonight' });
    await client().sendMessage(message, NEVER);
    const line = { sendId: message.id, leftOut: { attachments: 2 } };
    expect(logged[0]).toEqual([line, 'left out what Loop cannot send', expect.anything()]);
    expect(JSON.stringify(logged)).not.toContain('files.example');
  });
});
