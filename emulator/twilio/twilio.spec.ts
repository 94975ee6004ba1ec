import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmulator, until, type Reply, type RunningEmulator } from '../harness.ts';
import type { Json } from '../http.ts';
import type { JournalView } from '../test-bed.ts';

const PERSON = '+12025550142';
const ACCOUNT = `AC${'0'.repeat(31)}1`;
const NUMBER = '+12055550100';
const PATH = `/2010-04-01/Accounts/${ACCOUNT}/Messages`;
const AUTHORIZATION = `Basic ${btoa(`${ACCOUNT}:emulated-auth-token`)}`;

let emulator: RunningEmulator;
let receiver: Server;
const received: { url: string; headers: IncomingHttpHeaders; form: URLSearchParams }[] = [];
const answers: number[] = [];

beforeAll(async () => {
  receiver = createServer((req, res) => {
    void readText(req).then((body) => {
      received.push({ url: req.url ?? '', headers: req.headers, form: new URLSearchParams(body) });
      res.writeHead(answers.shift() ?? 200).end('<Response/>');
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  emulator = await startEmulator(['--clock-scale', '1000', '--status-delay-ms', '5']);
  await control('PUT', 'config', { reachAt: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}` });
});
afterEach(async () => {
  await until(async () => (await journal()).pending_webhooks === 0);
  await control('PUT', 'faults', {});
  await control('PUT', 'config', { optOut: 'default', fallbackUrl: '' });
  await control('DELETE', 'messages');
  await emulator.call('DELETE', '/_emulator/journal');
  received.length = 0;
  answers.length = 0;
});
afterAll(async () => {
  await emulator.stop();
  receiver.close();
  receiver.closeAllConnections();
});

function control(method: string, call: string, body?: object): Promise<Reply> {
  return emulator.call(method, `/_emulator/twilio/${call}`, body);
}

const journal = async (): Promise<JournalView> =>
  (await emulator.call('GET', '/_emulator/journal')).body as JournalView;

async function send(
  form: Record<string, string>,
  authorization = AUTHORIZATION,
): Promise<{ status: number; body: Json }> {
  const res = await fetch(`${emulator.url}${PATH}.json`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ To: PERSON, From: NUMBER, Body: 'hi', ...form }).toString(),
  });
  return { status: res.status, body: (await res.json()) as Json };
}

const read = (what: string): Promise<Reply> =>
  emulator.call('GET', `${PATH}${what}`, undefined, { authorization: AUTHORIZATION });

describe('the numbers of the emulated account', () => {
  const list = (query: string, authorization = AUTHORIZATION): Promise<Reply> =>
    emulator.call('GET', `/2010-04-01/Accounts/${ACCOUNT}/IncomingPhoneNumbers.json${query}`, undefined, {
      authorization,
    });

  it('are the one it has, for whoever has the token', async () => {
    const numbers = { incoming_phone_numbers: [{ phone_number: NUMBER }] };
    expect((await list('')).body).toMatchObject(numbers);
    expect((await list(`?PhoneNumber=${encodeURIComponent(NUMBER)}`)).body).toMatchObject(numbers);
    const other = await list(`?PhoneNumber=${encodeURIComponent(PERSON)}`);
    expect(other.body).toMatchObject({ incoming_phone_numbers: [] });
    expect(await list('', `Basic ${btoa(`${ACCOUNT}:wrong`)}`)).toMatchObject({ status: 401 });
  });
});

describe('a message to the emulated Twilio', () => {
  it('is taken, kept, and reported by signed callbacks', async () => {
    const { status, body } = await send({ StatusCallback: 'https://chip.example/hook?id=7#rc=5&rp=all' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      sid: expect.stringMatching(/^SM[\da-f]{32}$/),
      status: 'queued',
      to: PERSON,
    });
    await until(() => received.length === 2);
    const told = received.map(({ form }) => form.get('MessageStatus'));
    expect(told).toEqual(['sent', 'delivered']);
    const { url, headers, form } = received[1]!;
    expect(url).toBe('/hook?id=7');
    expect(form.get('MessageSid')).toBe(body.sid);
    const signed = [...form]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flat()
      .join('');
    const hmac = createHmac('sha1', 'emulated-auth-token').update(`https://chip.example/hook?id=7${signed}`);
    expect(headers['x-twilio-signature']).toBe(hmac.digest('base64'));
    expect((await read(`/${String(body.sid)}.json`)).body).toMatchObject({ status: 'delivered', body: 'hi' });
    const { messages } = (await read(`.json?To=${encodeURIComponent(PERSON)}&PageSize=5`)).body;
    expect(messages).toMatchObject([{ sid: body.sid, direction: 'outbound-api' }]);
  });

  it.each([
    [{ To: '' }, 21_604],
    [{ To: '12025550142' }, 21_211],
    [{ To: NUMBER }, 21_266],
    [{ From: '+12055550199' }, 21_659],
    [{ MessagingServiceSid: 'MG7' }, 21_705],
    [{ Body: '' }, 21_619],
    [{ Body: 'x'.repeat(1601) }, 21_617],
    [{ MediaUrl: 'no address' }, 21_620],
    [{ StatusCallback: 'no address' }, 21_609],
    [{ To: `whatsapp:${PERSON}` }, 63_007],
  ])('is refused with %j', async (form, code) => {
    const { status, body } = await send(form as Record<string, string>);
    expect([status, body.code]).toEqual([400, code]);
    expect((await journal()).messages).toMatchObject([{ outcome: 'refused', code }]);
  });

  it('needs the keys of the account', async () => {
    expect(await send({}, 'Basic eDp5')).toMatchObject({ status: 401, body: { code: 20_003 } });
    await control('PUT', 'config', { apiKey: 'SK1', apiSecret: 'its-secret' });
    expect((await send({}, `Basic ${btoa('SK1:its-secret')}`)).status).toBe(201);
    const elsewhere = await emulator.call('GET', PATH.replace('0001', '0002') + '.json', undefined, {
      authorization: AUTHORIZATION,
    });
    expect(elsewhere).toMatchObject({ status: 404, body: { code: 20_404 } });
  });

  it('fails in the ways it is told to', async () => {
    await control('PUT', 'faults', { codes: { code: 30_001, times: 1 } });
    expect((await send({})).body.code).toBe(30_001);
    await control('PUT', 'faults', { status: { code: 503, times: 1, retryAfter: 2 } });
    expect((await send({})).status).toBe(503);
    await control('PUT', 'faults', { refuseNumbers: { [PERSON]: 21_614 } });
    expect((await send({})).body.code).toBe(21_614);
    await control('PUT', 'faults', { dropRequest: 1 });
    await expect(send({})).rejects.toThrow();
    await control('PUT', 'faults', { loseAnswer: 1 });
    await expect(send({})).rejects.toThrow();
    await control('PUT', 'faults', { statusCallbacks: 'undelivered', errorCode: 30_007 });
    const { body } = await send({ StatusCallback: 'https://chip.example/hook' });
    await until(() => received.length === 2);
    expect(received[1]!.form.get('ErrorCode')).toBe('30007');
    expect((await read(`/${String(body.sid)}.json`)).body).toMatchObject({ error_code: 30_007 });
    expect((await journal()).messages.map(({ outcome }) => outcome)).toEqual([
      'refused',
      'status:503',
      'refused',
      'dropped',
      'accepted',
      'accepted',
    ]);
    for (const wrong of [
      { statusCallbacks: 'x' },
      { unknown: 1 },
      { codes: { code: 1 } },
      { loseAnswer: 'x' },
    ])
      expect((await control('PUT', 'faults', wrong)).status).toBe(400);
  });
});

describe('an inbound message of the emulated Twilio', () => {
  it('is posted as a form, and five more times when the address asks for that', async () => {
    answers.push(500, 401, 503);
    const { body } = await control('POST', 'inbound', { from: PERSON, text: 'hi' });
    await until(() => received.length === 4);
    expect(received[3]!.form.get('From')).toBe(PERSON);
    expect(received.every(({ form }) => form.get('MessageSid') === body.message_id)).toBe(true);
    expect(new Set(received.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
  });

  it('is given up, or goes to the fallback, when nobody takes it', async () => {
    await control('PUT', 'config', { fallbackUrl: 'https://chip.example/fallback' });
    answers.push(...Array.from({ length: 6 }, () => 503));
    await control('POST', 'inbound', { from: PERSON, text: 'hi' });
    await until(() => received.length === 7);
    expect(received[6]).toMatchObject({ url: '/fallback' });
    expect(received[6]!.form.get('ErrorCode')).toBe('11200');
  });

  it('is answered by Twilio itself when it is a keyword, and says so only with Advanced Opt-Out', async () => {
    await control('POST', 'inbound', { from: PERSON, text: ' stop ' });
    await until(() => received.length === 1);
    expect(received[0]!.form.has('OptOutType')).toBe(false);
    expect((await send({})).body.code).toBe(21_610);
    await control('PUT', 'config', { optOut: 'advanced' });
    for (const text of ['START', 'HELP', 'START please']) {
      await control('POST', 'inbound', { from: PERSON, text });
      await until(() => received.at(-1)?.form.get('Body') === text);
    }
    expect(received.map(({ form }) => form.get('OptOutType'))).toEqual([null, 'START', 'HELP', null]);
    expect((await send({})).status).toBe(201);
    const { messages } = await journal();
    expect(messages.filter(({ outcome }) => outcome === 'auto-reply')).toHaveLength(3);
  });

  it.each([{}, { from: PERSON, text: 7 }, { from: PERSON, media: ['x'] }, { from: PERSON, what: 1 }])(
    'is not made of %j',
    async (call) => expect((await control('POST', 'inbound', call)).status).toBe(400),
  );
});
