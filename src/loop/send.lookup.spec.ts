import { HttpService } from '@nestjs/axios';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Loopback } from '../../test/support/loopback.ts';
import { readConfig } from '../config/read-config.ts';
import type { OutboundMessage, SendOutcome } from '../conversation/messaging.adapter.ts';
import { LoopClient } from './loop.client.ts';

const PERSON = '+12055550123';
const AT = Date.parse('2026-03-04T15:06:00Z');
const LEGACY = { LOOP_API_GENERATION: 'legacy', LOOP_SENDER: 'chip@imsg.example' };
const MESSAGE: OutboundMessage = { id: 'one', target: PERSON, targetKind: 'person', text: 'See you at six.' };
const SENT = { kind: 'sent', providerId: 'm/1' };

/** What this Loop answers, by path; anything else is a 404. `silent` answers nothing at all. */
let answers: Record<string, object | 'silent'>;
let asked: string[];
let server: Loopback;

beforeAll(() => Logger.overrideLogger(false));
beforeEach(async () => {
  answers = {};
  asked = [];
  server = await Loopback.start((req, res) => {
    asked.push(req.url ?? '');
    const answer = answers[req.url ?? ''];
    if (answer === 'silent') return;
    const authorized = req.headers.authorization === 'key';
    res.writeHead(!authorized ? 400 : answer ? 200 : 404).end(JSON.stringify(answer ?? {}));
  });
});
afterEach(() => server.close());

function find(
  providerId: string | null,
  { message = {}, env = {}, at = AT }: { message?: Partial<OutboundMessage>; env?: object; at?: number } = {},
): Promise<SendOutcome | undefined> {
  const LOOP_API_BASE_URL = `${server.url}/api/v1`;
  const keys = { LOOP_API_KEY: 'key', LOOP_WEBHOOK_SECRET: 'a-webhook-secret' };
  const config = readConfig({ ...keys, LOOP_API_BASE_URL, ...env });
  const client = new LoopClient(config, new HttpService());
  return client.findSent({ ...MESSAGE, ...message }, { at, providerId }, new AbortController().signal);
}

describe('a send whose id is known', () => {
  const V1 = '/v1/message/status/m%2F1/';
  const API = '/api/v1/message/status/m%2F1/';

  it('is looked up where the documentation says', async () => {
    answers[V1] = { message_id: 'm/1', status: 'delivered' };
    expect([await find('m/1'), asked]).toEqual([SENT, [V1]]);
  });

  it('is looked up under the other path once, in either generation', async () => {
    answers[API] = { status: 'processing' };
    expect([await find('m/1'), asked]).toEqual([SENT, [V1, API]]);
    asked.length = 0;
    expect([await find('m/1', { env: LEGACY }), asked]).toEqual([SENT, [API]]);
    asked.length = 0;
    answers = {};
    expect([await find('m/1'), asked]).toEqual([undefined, [V1, API]]);
  });

  it.each(['processing', 'scheduled', 'sent', 'delivered'])(
    'needs no second copy when it is %s',
    async (status) => {
      answers[API] = { status };
      await expect(find('m/1', { env: LEGACY })).resolves.toEqual(SENT);
    },
  );

  it.each([
    { status: 'unknown' },
    { status: 'timeout', error_code: 130 },
    { status: 'failed', error_code: 1010 },
    { status: 'failed', error_code: 540 },
    { status: 'failed', error_code: 240 },
    { status: 7 },
    [],
  ])('may go out again after %j', async (answer) => {
    answers[V1] = answer;
    await expect(find('m/1')).resolves.toBeUndefined();
  });

  it('is over when it has failed for good, and when nobody will ever know', async () => {
    answers[V1] = { status: 'failed', error_code: 160 };
    await expect(find('m/1')).resolves.toEqual({ kind: 'refused', code: 'loop:160' });
    answers[V1] = { status: 'failed', error_code: 500 };
    await expect(find('m/1')).resolves.toEqual({ kind: 'refused', code: 'loop:500', optedOut: true });
    answers[V1] = { status: 'failed', error_code: 1030 };
    await expect(find('m/1')).resolves.toEqual({ kind: 'refused', code: 'loop:1030' });
    answers[API] = { status: 'failed', error_code: 110 };
    const legacy = await find('m/1', { env: LEGACY });
    expect(legacy).toEqual({ kind: 'refused', code: 'loop-webhook:110' });
  });

  it('waits ten minutes from the send when it did not arrive, and no longer', async () => {
    answers[V1] = { status: 'failed', error_code: 1020 };
    const found = await find('m/1', { at: Date.now() - 60_000 });
    expect(found).toMatchObject({ kind: 'later', code: 'loop:1020' });
    const wait = found?.kind === 'later' ? (found.retryAfterMs ?? 0) : 0;
    expect(wait).toBeGreaterThan(530_000);
    expect(wait).toBeLessThanOrEqual(540_000);
    await expect(find('m/1', { at: Date.now() - 600_000 })).resolves.toBeUndefined();
  });

  it('is not waited for longer than its lease allows', async () => {
    answers[V1] = 'silent';
    const env = { SEND_TIMEOUT_MS: '200', SEND_GRACE_MS: '400' };
    await expect(find('m/1', { env })).resolves.toBeUndefined();
  });
});
