import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ChannelEvent } from '../src/conversation/channel-event.ts';
import { phone, said } from './support/canary.ts';
import { until, type FarEnd } from './support/far-end.ts';
import { House } from './support/house.ts';
import { openForFile } from './support/open-for-file.ts';
import { legacy, SECRET, v1 } from './support/payloads.ts';
import { readWebhook } from './support/read-event.ts';

/** What Loop's two generations leave open, and how each question is settled. */

let far: FarEnd;
let house: House;

openForFile((...opened) => {
  [far, house] = opened;
});

const read = async (body: object): Promise<ChannelEvent> =>
  (await readWebhook(house, Buffer.from(JSON.stringify(body)))).event;

/** A text under the names of each generation. */
const generations = [
  ['v1', v1],
  ['legacy', legacy],
] as const;

describe('two generations in one account', () => {
  it('are told apart by each webhook: event is v1, alert_type legacy, and event wins', async () => {
    const common = { text: said('hi'), contact: phone(1) };
    const dialectOf = async (names: object) => (await read({ ...common, ...names })).dialect;
    expect(await dialectOf({ event: 'message_inbound' })).toBe('v1');
    expect(await dialectOf({ alert_type: 'message_inbound' })).toBe('legacy');
    expect(await dialectOf({ event: 'message_inbound', alert_type: 'message_inbound' })).toBe('v1');
    expect(await dialectOf({ event: ' ', alert_type: 'message_inbound' })).toBe('legacy');
  });

  it('may both be unnamed, where somebody wrote: that is a text of v1', async () => {
    const event = await read({ contact: phone(1), text: said('hi'), message_id: 'm1' });
    expect(event).toMatchObject({ kind: 'message', name: 'message_inbound', dialect: 'v1' });
    const { body } = await house.post({ message_id: randomUUID(), webhook_id: randomUUID() }).expect(200);
    expect(body.status).toBe('quarantined');
  });

  it('may swap their field names, the new one first', async () => {
    const swapped = await read({
      event: 'message_inbound',
      recipient: phone(1),
      sender_name: 'us@imsg.example',
      delivery_type: 'sms',
      group: { group_id: 'g1' },
      text: said('hi'),
    });
    expect(swapped).toMatchObject({ author: phone(1), recipient: 'us@imsg.example', transport: 'sms' });
    expect(swapped).toMatchObject({ conversation: { kind: 'group', target: 'g1' } });
    const both = { contact: phone(1), recipient: phone(2), channel: 'rcs', delivery_type: 'sms' };
    expect(await read({ event: 'message_inbound', text: 'hi', ...both })).toMatchObject({
      author: phone(1),
      transport: 'rcs',
    });
  });
});

describe('the authorization of a webhook', () => {
  const statusOf = async (headers: Record<string, string>, at = house): Promise<number> => {
    const request = at.anonymous();
    for (const [name, value] of Object.entries(headers)) void request.set(name, value);
    return (await request.send({ event: 'unknown' })).status;
  };

  it('is the secret, raw or as Bearer in any case, and nothing else', async () => {
    for (const authorization of [SECRET, `Bearer ${SECRET}`, `bearer ${SECRET}`, `BEARER ${SECRET}`])
      expect([authorization, await statusOf({ authorization })]).toEqual([authorization, 200]);
    for (const authorization of [
      `Bearer Bearer ${SECRET}`,
      `Basic ${SECRET}`,
      'Bearer',
      `${SECRET} `.repeat(2),
    ])
      expect([authorization, await statusOf({ authorization })]).toEqual([authorization, 401]);
  });

  it('may be configured as Bearer as well', async () => {
    await House.during({ LOOP_WEBHOOK_SECRET: `Bearer ${SECRET}` }, async (other) => {
      expect(await statusOf({ authorization: SECRET }, other)).toBe(200);
      expect(await statusOf({ authorization: `Bearer ${SECRET}` }, other)).toBe(200);
      expect(await statusOf({ authorization: 'Bearer' }, other)).toBe(401);
    });
  });

  it('wants no signature of the body and takes none instead', async () => {
    const signature = { 'loop-signature': 'sha256=0', 'user-agent': 'LoopMessage' };
    expect(await statusOf({ authorization: SECRET, ...signature })).toBe(200);
    expect(await statusOf(signature)).toBe(401);
  });
});

describe('the answer to a webhook', () => {
  it('is 200 for whatever Loop would otherwise repeat thirty times', async () => {
    const bodies = [[], {}, { event: 'message_teleported' }, { event: 'message_inbound', text: 42 }];
    for (const body of bodies) await house.post(body).expect(200);
  });

  it('is 200 before the model or the send has failed, and the text is answered once they work again', async () => {
    const broken = { status: 500 };
    await far.faults({ model: { script: [broken, broken] }, loop: { status: { code: 503, times: 1 } } });
    await house.post(v1(phone(3), said('patience'))).expect(200);
    await until(async () => (await far.textsTo(phone(3))).join().includes(said('patience')));
    await far.faults({});
  });
});

describe('a webhook that comes again', () => {
  it.each(generations)('is known by its webhook id and by event and message id: %s', async (_name, write) => {
    const first = write(phone(4), said('once'));
    const repeats = [
      first,
      { ...first, webhook_id: randomUUID() },
      { ...first, webhook_id: null },
      { ...first, message_id: randomUUID() },
      { ...first, message_id: undefined },
    ];
    expect((await house.post(first)).body.status).toBe('accepted');
    for (const body of repeats) expect((await house.post(body)).body.status).toBe('duplicate');
  });

  it('is not taken for another event about the same message', async () => {
    const ids = { message_id: randomUUID(), contact: phone(5) };
    const names = ['message_scheduled', 'message_delivered', 'message_failed', 'message_reaction', 'opt-in'];
    const answers = [];
    for (const event of [...names, 'message_inbound']) {
      const body = { event, ...ids, text: said('all of one'), webhook_id: randomUUID() };
      answers.push((await house.post(body).expect(200)).body.status as string);
    }
    expect(answers).not.toContain('duplicate');
  });
});
