import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { HttpService } from '@nestjs/axios';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { TestBed } from '../../emulator/test-bed.ts';
import type { TypingEntry } from '../../emulator/journal.ts';
import { readConfig } from '../config/read-config.ts';
import { LoopClient } from './loop.client.ts';

const TO = { target: '+12055550123', targetKind: 'person' as const, messageId: 'm1' };
const NEVER = new AbortController().signal;

let bed: TestBed;

beforeAll(async () => {
  Logger.overrideLogger(false);
  bed = await TestBed.start();
  await bed.control('PUT', 'config', { strict: false });
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

function client(url: string, env: Record<string, string> = {}): LoopClient {
  const fixed = { LOOP_API_KEY: 'key', LOOP_WEBHOOK_SECRET: 'a-webhook-secret' };
  return new LoopClient(
    readConfig({ ...fixed, LOOP_API_BASE_URL: `${url}/api/v1`, ...env }),
    new HttpService(),
  );
}

async function typings(): Promise<TypingEntry[]> {
  return (await bed.journal()).typing;
}

describe('LoopClient, while an answer is being made', () => {
  it('shows in v1 that the message is read and answered, for less than a minute', async () => {
    await client(bed.emulator.url).showTyping(TO, NEVER);
    const [entry, ...more] = await typings();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      outcome: 'accepted',
      body: { message_id: 'm1', typing: expect.any(Number), read: true },
    });
    const { typing } = entry!.body as { typing: number };
    // The core asks again every 20 s.
    expect(typing).toBeGreaterThan(20);
    expect(typing).toBeLessThanOrEqual(60);
  });

  it('asks for nothing in legacy, which has no such call, and for no message without an id', async () => {
    const legacy = { LOOP_API_GENERATION: 'legacy', LOOP_SENDER: 'chip@imsg.example' };
    await client(bed.emulator.url, legacy).showTyping(TO, NEVER);
    await client(bed.emulator.url).showTyping({ ...TO, messageId: null }, NEVER);
    expect(await typings()).toEqual([]);
  });

  it('does not mind a refusal', async () => {
    await bed.control('PUT', 'config', { strict: true });
    await client(bed.emulator.url).showTyping({ ...TO, messageId: 'unheard-of' }, NEVER);
    await bed.control('PUT', 'config', { strict: false });
    expect(await typings()).toMatchObject([{ outcome: 'refused', code: 595 }]);
  });

  it('does not mind that nobody answers, and ends when it is told to', async () => {
    await expect(client('http://127.0.0.1:1').showTyping(TO, NEVER)).resolves.toBeUndefined();
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const stop = new AbortController();
    const connected = once(silent, 'connection');
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const shown = client(url).showTyping(TO, stop.signal);
    await connected;
    stop.abort();
    await expect(shown).resolves.toBeUndefined();
    silent.close();
  });
});
