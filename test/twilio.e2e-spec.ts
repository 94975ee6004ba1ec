import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startChip } from '../scripts/chip.process.ts';
import { LEAK, phone, said } from './support/canary.ts';
import { until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { newLogFile } from './support/logs.ts';
import { SECRET, v1 } from './support/payloads.ts';
import { ACCOUNT, openTwilio, SERVICE, type TwilioLine } from './twilio-line.ts';

let line: TwilioLine;
let house: House;
beforeAll(async () => {
  line = await openTwilio('default');
  house = await House.open({
    ...line.far.env(),
    ...line.env(),
    SEND_TIMEOUT_MS: '400',
    SEND_GRACE_MS: '1500',
  });
  await line.connect(house);
});
afterEach(async () => {
  await line.far.faults({});
  await line.sendFaults({});
  await line.control('PUT', 'config', {
    optOut: 'default',
    webhookUrl: `${ACCOUNT.PUBLIC_URL}/webhooks/twilio#rc=5&rp=all`,
    fallbackUrl: '',
  });
});
afterAll(async () => {
  await house.close();
  await line.far.stop();
});

const gets = (person: string, count: number): Promise<string[]> =>
  until(async () => {
    const texts = await line.got(person);
    return texts.length >= count && texts;
  }, 15_000);
const sendsTo = async (person: string) =>
  (await line.far.journal()).messages.filter(({ to, outcome }) => to === person && outcome !== 'auto-reply');
/** Posts through Twilio and waits for the first attempt at it. */
const inbound = async (call: object): Promise<{ http_status: number | null; answer?: unknown }> => {
  const { message_id: sid } = (await line.control('POST', 'inbound', call)) as { message_id: string };
  const [attempt] = await until(async () => {
    const found = await line.attempts(sid);
    return found.length > 0 && found;
  });
  return attempt!;
};

describe('the route', () => {
  it('does not exist until there is an account', async () => {
    await House.during({}, async (without) => {
      const { body } = await without
        .anonymous('/webhooks/twilio')
        .type('form')
        .send({ Body: 'x' })
        .expect(404);
      expect(body.message).toContain('known: loop');
    });
  });

  it('answers with TwiML that does nothing, since Twilio would text anything else to the person', async () => {
    const attempt = await inbound({ from: phone(1), text: said('hello') });
    expect(attempt).toMatchObject({
      http_status: 200,
      answer: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    });
    const [{ form } = {}] = await until(async () => {
      const sends = await sendsTo(phone(1));
      return sends.length > 0 && sends;
    });
    expect(form).toEqual({
      To: phone(1),
      From: ACCOUNT.TWILIO_SENDER,
      Body: `Heard: ${said('hello')}`,
      MediaUrl: [],
      StatusCallback: expect.stringMatching(
        /^https:\/\/chip\.example\/webhooks\/twilio\?id=[\da-f-]{36}#rc=5&rp=all$/,
      ),
    });
  });

  it('does not take JSON, or another account', async () => {
    await house.anonymous('/webhooks/twilio').send({ Body: 'x' }).expect(401);
    const other = { AccountSid: `AC${'9'.repeat(32)}` };
    expect(await inbound({ from: phone(2), text: said('x'), extra: other })).toMatchObject({
      http_status: 401,
    });
  });

  it('keeps what it does not understand, and answers 200', async () => {
    for (const extra of [{ MessageSid: '', SmsSid: '' }, { From: '' }, { SmsStatus: 'teleported' }])
      expect(await inbound({ from: phone(2), text: said('what'), extra })).toMatchObject({
        http_status: 200,
      });
    await inbound({ from: phone(3), text: said('after') });
    await gets(phone(3), 1);
    expect(await sendsTo(phone(2))).toEqual([]);
  });

  it('serves Loop beside it', async () => {
    await house.post(v1(phone(4), said('by Loop'))).expect(200);
    expect(await line.far.sent(phone(4))).toEqual([`Heard: ${said('by Loop')}`]);
    expect(await line.got(phone(4))).toEqual([]);
  });
});

describe('STOP, START and HELP', () => {
  it('are told once each where Twilio says that it has told them, whatever its words for them are', async () => {
    await line.control('PUT', 'config', { optOut: 'advanced' });
    await inbound({ from: phone(10), text: said('hi') });
    await gets(phone(10), 1);
    for (const [text, told] of [
      ['HELP', /^Reply STOP/],
      ['END', /unsubscribed/],
      ['UNSTOP', /re-subscribed/],
    ] as const) {
      const before = (await line.got(phone(10))).length;
      await inbound({ from: phone(10), text });
      await inbound({ from: phone(11), text: said(`after ${text}`) });
      await until(async () => (await line.got(phone(11))).includes(`Heard: ${said(`after ${text}`)}`));
      const since = (await line.got(phone(10))).slice(before);
      expect(since).toEqual([expect.stringMatching(told)]);
    }
    expect(await sendsTo(phone(10))).toHaveLength(1);
    await inbound({ from: phone(10), text: said('back') });
    expect((await gets(phone(10), 5)).at(-1)).toBe(`Heard: ${said('back')}`);
  });

  it('by a keyword of the organiser, which Chip does not know, silences him as well', async () => {
    await inbound({ from: phone(12), text: 'genug', extra: { OptOutType: 'STOP' } });
    await inbound({ from: phone(12), text: said('anybody?') });
    await inbound({ from: phone(13), text: said('me') });
    await gets(phone(13), 1);
    expect(await sendsTo(phone(12))).toEqual([]);
  });

  it('are told by Twilio alone at a STOP by default too: what Chip adds is refused with 21610', async () => {
    await inbound({ from: phone(14), text: 'STOP' });
    await until(async () => (await sendsTo(phone(14))).length === 1);
    expect(await sendsTo(phone(14))).toMatchObject([{ outcome: 'refused', code: 21_610 }]);
    expect(await line.got(phone(14))).toEqual([expect.stringMatching(/unsubscribed/)]);
  });

  it('in words that Twilio does not know are Chip’s to confirm', async () => {
    await inbound({ from: phone(15), text: 'please stop texting me' });
    expect(await gets(phone(15), 1)).toEqual([expect.stringMatching(/You are unsubscribed.*Chip/)]);
  });
});

describe('a sender', () => {
  it('may be a messaging service with an API key, and two tokens while they are changed', async () => {
    await line.control('PUT', 'config', { apiKey: 'SK7', apiSecret: 'secret-of-sk7' });
    const env = {
      ...line.far.env(),
      ...line.env(),
      TWILIO_SENDER: SERVICE,
      TWILIO_API_KEY: 'SK7',
      TWILIO_API_SECRET: 'secret-of-sk7',
      TWILIO_AUTH_TOKEN: `a-new-token,${ACCOUNT.TWILIO_AUTH_TOKEN}`,
    };
    await House.during(env, async (other) => {
      await line.connect(other);
      await inbound({ from: phone(20), text: said('old token') });
      await inbound({ from: phone(21), text: said('new token'), authToken: 'a-new-token' });
      await gets(phone(20), 1);
      await gets(phone(21), 1);
      const [send] = await sendsTo(phone(20));
      expect(send).toMatchObject({ from: SERVICE, outcome: 'accepted' });
      await until(async () => (await sendsTo(phone(20)))[0]?.status === 'delivered');
    });
    await line.connect(house);
  });

  it('answers WhatsApp by WhatsApp', async () => {
    const person = `whatsapp:${phone(22)}`;
    await inbound({ from: person, to: `whatsapp:${ACCOUNT.TWILIO_SENDER}`, text: said('over there') });
    expect(await gets(person, 1)).toEqual([`Heard: ${said('over there')}`]);
  });
});

describe('a picture', () => {
  it('without words is answered', async () => {
    const media = [{ url: 'https://api.twilio.example/Media/ME1', type: 'image/jpeg' }];
    await inbound({ from: phone(23), media });
    await gets(phone(23), 1);
    expect((await line.far.modelCalls()).at(-1)).toMatch(/picture|file/i);
  });
});

describe('while Chip cannot store anything', () => {
  it('a text is asked for again, and comes by the fallback', async () => {
    await line.control('PUT', 'config', { fallbackUrl: `${ACCOUNT.PUBLIC_URL}/webhooks/twilio?again` });
    const admit = house.store.admit.bind(house.store);
    let refusals = 6;
    house.store.admit = (input) =>
      input.event.kind === 'message' && refusals-- > 0
        ? Promise.reject(new Error('disk full'))
        : admit(input);
    try {
      const { message_id: sid } = (await line.control('POST', 'inbound', {
        from: phone(24),
        text: said('keep me'),
      })) as {
        message_id: string;
      };
      expect(await gets(phone(24), 1)).toEqual([`Heard: ${said('keep me')}`]);
      const statuses = (await line.attempts(sid)).map(({ http_status: status }) => status);
      expect(statuses).toEqual([503, 503, 503, 503, 503, 503, 200]);
    } finally {
      house.store.admit = admit;
    }
  });
});

describe('a Chip of its own', () => {
  it('logs what Twilio brings without number, text, address or secret, and after a kill sends nothing twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chip-twilio-'));
    const log = newLogFile();
    const env = {
      ...line.far.env(),
      ...line.env(),
      LOOP_WEBHOOK_SECRET: SECRET,
      LOG_LEVEL: 'debug',
      REPLY_QUIET_MS: '20',
      SEND_TIMEOUT_MS: '2000',
      SEND_GRACE_MS: '5000',
      DATABASE_PATH: join(folder, 'chip.db'),
    };
    let chip = await startChip({ cwd: folder, log, env });
    try {
      await line.control('PUT', 'config', { reachAt: chip.url });
      await inbound({ from: phone(30), text: said('well') });
      await gets(phone(30), 1);
      await inbound({ from: phone(31), text: said('forged'), authToken: 'wrong' });
      await inbound({
        from: phone(31),
        text: said('odd'),
        extra: { SmsStatus: said('status'), MessageStatus: phone(31) },
      });
      await inbound({ from: `messenger:${phone(31)}`, text: said('messenger') });
      await line.sendFaults({ refusal: { as: 'wrong-number', times: 1 } });
      await inbound({ from: phone(32), text: said('refused') });
      await until(async () => (await sendsTo(phone(32))).length === 1);
      // Killed while the answer to a send is under way; its statuses come to nobody.
      await line.control('PUT', 'faults', { hangMs: 1500, statusCallbacks: 'none' });
      await inbound({ from: phone(33), text: said('killed') });
      await gets(phone(33), 1);
      await chip.stop('SIGKILL');
      await line.sendFaults({});
      chip = await startChip({ cwd: folder, log, env });
      await line.control('PUT', 'config', { reachAt: chip.url });
      await inbound({ from: phone(33), text: said('and now?') });
      expect(await gets(phone(33), 2)).toEqual([`Heard: ${said('killed')}`, `Heard: ${said('and now?')}`]);
    } finally {
      await chip.stop();
      await line.connect(house);
      rmSync(folder, { recursive: true, force: true });
    }
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    expect(lines.filter((text) => LEAK.test(text))).toEqual([]);
    const secrets = [
      ACCOUNT.TWILIO_AUTH_TOKEN,
      ACCOUNT.TWILIO_ACCOUNT_SID,
      ACCOUNT.TWILIO_SENDER.slice(1),
      SECRET,
    ];
    for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret);
    expect(lines.filter((text) => text.includes('"channel":"twilio"')).length).toBeGreaterThan(5);
  });
});
