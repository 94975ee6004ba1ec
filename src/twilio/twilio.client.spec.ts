import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { HttpService } from '@nestjs/axios';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Loopback } from '../../test/support/loopback.ts';
import { readConfig } from '../config/read-config.ts';
import type { OutboundMessage, SendOutcome } from '../conversation/messaging.adapter.ts';
import { TwilioClient } from './twilio.client.ts';

const PERSON = '+12055550123';
const ACCOUNT = `AC${'1'.repeat(32)}`;
const SERVICE = `MG${'2'.repeat(32)}`;
const SID = `SM${'a1'.repeat(16)}`;
const ENV = {
  TWILIO_ACCOUNT_SID: ACCOUNT,
  TWILIO_AUTH_TOKEN: 'the-new-token,the-old-token',
  TWILIO_SENDER: '+12055550100',
  PUBLIC_URL: 'https://chip.example/base/',
};
const MESSAGE: OutboundMessage = {
  id: '0b5e7f0a-58a4-4b5f-9f0e-4a6a0d4f6a11',
  target: PERSON,
  targetKind: 'person',
  text: 'See you at six & seven.',
};

interface Asked {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  form: URLSearchParams;
}

let server: Loopback;
let asked: Asked[];
let answer: (res: ServerResponse) => void;
const logged: unknown[][] = [];
const capture = (...line: unknown[]): void => void logged.push(line);

beforeAll(() => Logger.overrideLogger({ log: capture, warn: capture, error: capture, debug: capture }));
beforeEach(async () => {
  asked = [];
  logged.length = 0;
  answer = (res) => res.writeHead(201).end(JSON.stringify({ sid: SID, status: 'queued' }));
  server = await Loopback.start((req, res) => {
    void readText(req).then((body) => {
      const { method = '', url = '', headers } = req;
      asked.push({ method, url, headers, form: new URLSearchParams(body) });
      answer(res);
    });
  });
});
afterEach(() => server.close());

function client(env: Record<string, string> = {}): TwilioClient {
  return new TwilioClient(readConfig({ ...ENV, TWILIO_API_BASE_URL: server.url, ...env }), new HttpService());
}

const send = (
  message: Partial<OutboundMessage> = {},
  env: Record<string, string> = {},
): Promise<SendOutcome> => client(env).sendMessage({ ...MESSAGE, ...message }, new AbortController().signal);

const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;

describe('a send by Twilio', () => {
  it('is one form with the text, the sender and an address for its statuses', async () => {
    expect(await send()).toEqual({ kind: 'sent', providerId: SID });
    expect(asked).toHaveLength(1);
    const { method, url, headers, form } = asked[0]!;
    expect(`${method} ${url}`).toBe(`POST /2010-04-01/Accounts/${ACCOUNT}/Messages.json`);
    expect(headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      authorization: basic(`${ACCOUNT}:the-new-token`),
    });
    expect([...form]).toEqual([
      ['To', PERSON],
      ['From', '+12055550100'],
      ['Body', 'See you at six & seven.'],
      ['StatusCallback', `https://chip.example/base/webhooks/twilio?id=${MESSAGE.id}#rc=5&rp=all`],
    ]);
  });

  it('goes out by a messaging service, and with an API key, where they are set', async () => {
    await send({}, { TWILIO_SENDER: SERVICE, TWILIO_API_KEY: 'SK1', TWILIO_API_SECRET: 'its-secret' });
    const { url, headers, form } = asked[0]!;
    expect(url).toContain(ACCOUNT);
    expect(headers.authorization).toBe(basic('SK1:its-secret'));
    expect(form.get('MessagingServiceSid')).toBe(SERVICE);
    expect(form.has('From')).toBe(false);
  });

  it('answers WhatsApp by WhatsApp', async () => {
    await send({ target: `whatsapp:${PERSON}` });
    const { form } = asked[0]!;
    expect([form.get('To'), form.get('From')]).toEqual([`whatsapp:${PERSON}`, 'whatsapp:+12055550100']);
  });

  it('takes files along, and needs no text then', async () => {
    const attachments = ['https://files.example/a.png', 'https://files.example/b.png'];
    await send({ text: '', attachments });
    const { form } = asked[0]!;
    expect(form.getAll('MediaUrl')).toEqual(attachments);
    expect(form.has('Body')).toBe(false);
  });

  it('of what Twilio cannot carry is refused without asking', async () => {
    expect(await send({ text: '' })).toEqual({ kind: 'refused', code: 'nothing-to-send' });
    expect(await send({ text: 'x'.repeat(1601) })).toEqual({ kind: 'refused', code: 'text-too-long' });
    expect(asked).toEqual([]);
  });

  it('that finds nobody there is kept', async () => {
    const gone = client();
    await server.close();
    expect(await gone.sendMessage(MESSAGE, new AbortController().signal)).toEqual({
      kind: 'later',
      code: 'ECONNREFUSED',
    });
    await server.listen();
  });

  it('whose answer does not come may have been sent', async () => {
    answer = (res) => res.destroy();
    expect(await send()).toMatchObject({ kind: 'unknown', code: 'ECONNRESET' });
    answer = () => undefined;
    expect(await send({}, { SEND_TIMEOUT_MS: '150' })).toEqual({ kind: 'unknown', code: 'timeout' });
    const stop = new AbortController();
    const stopped = client().sendMessage(MESSAGE, stop.signal);
    while (asked.length < 3) await new Promise(setImmediate);
    stop.abort();
    expect(await stopped).toEqual({ kind: 'unknown', code: 'aborted' });
  });

  it('says in the log what happened, without number, text, key or address', async () => {
    const attachments = ['ftp://files.example/no', 'https://files.example/a.png'];
    await send({ attachments });
    const refusal = { code: 21_610, message: `to ${PERSON}`, status: 400 };
    answer = (res) => res.writeHead(400).end(JSON.stringify(refusal));
    await send();
    expect(logged.map(([line]) => line)).toEqual([
      { sendId: MESSAGE.id, leftOut: { attachments: 1 } },
      expect.objectContaining({ sendId: MESSAGE.id, outcome: 'sent', status: 201 }),
      expect.objectContaining({
        outcome: 'refused',
        code: 'twilio:21610',
        means: 'the person has sent STOP',
      }),
    ]);
    const log = JSON.stringify(logged);
    for (const secret of ['5550123', '5550100', 'See you', 'token', ACCOUNT, 'files.example'])
      expect(log).not.toContain(secret);
  });
});
