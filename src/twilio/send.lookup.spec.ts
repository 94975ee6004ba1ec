import { HttpService } from '@nestjs/axios';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Loopback } from '../../test/support/loopback.ts';
import { readConfig } from '../config/read-config.ts';
import type { OutboundMessage, SendOutcome } from '../conversation/messaging.adapter.ts';
import { TwilioClient } from './twilio.client.ts';

const PERSON = '+12055550123';
const ACCOUNT = `AC${'1'.repeat(32)}`;
const SID = `SM${'a1'.repeat(16)}`;
const OTHER = `SM${'b2'.repeat(16)}`;
const AT = Date.parse('2026-03-04T15:06:00Z');
const MESSAGE: OutboundMessage = { id: 'one', target: PERSON, targetKind: 'person', text: 'See you at six.' };
const BASE = `/2010-04-01/Accounts/${ACCOUNT}/Messages`;
const LIST = `${BASE}.json?To=%2B12055550123&PageSize=50`;

/** What this Twilio answers, by path; anything else is a 404. `silent` answers nothing at all. */
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
    const authorized = req.headers.authorization === `Basic ${btoa(`${ACCOUNT}:token`)}`;
    res.writeHead(!authorized ? 401 : answer ? 200 : 404).end(JSON.stringify(answer ?? {}));
  });
});
afterEach(() => server.close());

function find(providerId: string | null, text = MESSAGE.text): Promise<SendOutcome | undefined> {
  const config = readConfig({
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_SENDER: '+12055550100',
    PUBLIC_URL: 'https://chip.example',
    TWILIO_API_BASE_URL: server.url,
    SEND_TIMEOUT_MS: '200',
    SEND_GRACE_MS: '1000',
  });
  const client = new TwilioClient(config, new HttpService());
  return client.findSent({ ...MESSAGE, text }, { at: AT, providerId }, new AbortController().signal);
}

/** A record of Twilio's as it is in a list. */
const record = (more: object = {}): object => ({
  sid: SID,
  body: 'See you at six.',
  direction: 'outbound-api',
  status: 'delivered',
  error_code: null,
  date_created: 'Wed, 04 Mar 2026 15:06:01 +0000',
  date_sent: null,
  ...more,
});

describe('a send whose sid is known', () => {
  it.each([
    ['queued', null, { kind: 'sent', providerId: SID }],
    ['accepted', null, { kind: 'sent', providerId: SID }],
    ['sent', null, { kind: 'sent', providerId: SID }],
    ['delivered', null, { kind: 'sent', providerId: SID }],
    ['undelivered', 30_003, { kind: 'refused', code: 'twilio:30003' }],
    ['failed', 21_610, { kind: 'refused', code: 'twilio:21610', optedOut: true }],
    ['failed', null, { kind: 'refused', code: 'twilio:failed' }],
    // What passes, or was mended, may go out again now.
    ['failed', 30_001, undefined],
    ['failed', 30_002, undefined],
    ['a-new-one', null, undefined],
  ])('is %s with %j', async (status, error_code, outcome) => {
    answers[`${BASE}/${SID}.json`] = record({ status, error_code });
    expect(await find(SID)).toEqual(outcome);
    expect(asked).toEqual([`${BASE}/${SID}.json`]);
  });

  it('is not known to an account that does not have it', async () => {
    expect(await find(SID)).toBeUndefined();
  });
});

describe('a send without a sid', () => {
  it('is found by recipient and text, also while it waits in the queue', async () => {
    answers[LIST] = { messages: [record({ sid: OTHER, body: 'Other' }), record({ status: 'queued' })] };
    expect(await find(null)).toEqual({ kind: 'sent', providerId: SID });
    expect(asked).toEqual([LIST]);
  });

  it.each([
    ['another text', { body: 'See you at seven.' }],
    ["the person's own", { direction: 'inbound' }],
    ['one from before', { date_created: 'Wed, 04 Mar 2026 15:03:00 +0000' }],
    ['one without a date', { date_created: null }],
    ['one without a sid', { sid: null }],
  ])('is not %s', async (_case, more) => {
    answers[LIST] = { messages: [record(more)] };
    expect(await find(null)).toBeUndefined();
  });

  it.each([{}, { messages: null }, { messages: [null, 7, []] }])('is not found in %j', async (answer) => {
    answers[LIST] = answer;
    expect(await find(null)).toBeUndefined();
  });

  it('that had no text cannot be told from others', async () => {
    expect(await find(null, ' ')).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('is left open by an answer that does not come, in time for another send', async () => {
    answers[LIST] = 'silent';
    const startedAt = performance.now();
    expect(await find(null)).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
