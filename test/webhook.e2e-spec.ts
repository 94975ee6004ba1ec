import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { legacy, SECRET, testing, v1 } from './support/payloads.ts';

let far: FarEnd;
let house: House;

beforeAll(async () => {
  far = await FarEnd.start('--webhook-secret', SECRET);
  house = await House.open(far.env());
  await far.control('PUT', 'config', { webhookUrl: `${house.url}/webhooks/loop` });
});
afterAll(async () => {
  await house.close();
  await far.stop();
});
beforeEach(async () => {
  await far.control('DELETE', 'journal');
});

describe('authorization', () => {
  it.each([
    ['no secret', undefined],
    ['an empty one', ''],
    ['a wrong one', 'e2e-webhook-secreT'],
    ['the beginning of it', SECRET.slice(0, -1)],
    ['more than it', `${SECRET}x`],
    ['it twice', `${SECRET},${SECRET}`],
    ['another scheme', `Basic ${SECRET}`],
    ['64 characters of nothing', 'x'.repeat(64)],
  ])('refuses %s with 401 and stores nothing', async (_case, header) => {
    const body = v1(phone(1), said('let me in'));
    const request = house.anonymous().set('content-type', 'application/json');
    if (header !== undefined) void request.set('authorization', header);
    await request.send(JSON.stringify(body)).expect(401);
    // Had it been stored, the same ids with the right secret would be a duplicate.
    const { body: answer } = await house.post(body).expect(200);
    expect(answer.status).toBe('accepted');
  });

  it('takes the secret raw and as Bearer', async () => {
    await house.post(v1(phone(2), said('raw'))).expect(200);
    const bearer = house.anonymous().set('authorization', `bearer ${SECRET}`);
    await bearer.send(v1(phone(2), said('bearer'))).expect(200);
  });
});

describe('a text in each shape', () => {
  it('of the v1 API leads to exactly one correct send', async () => {
    const text = said('When is the next meetup?');
    const { body } = await house.post(v1(phone(3), text)).expect(200);
    expect(body).toEqual({ ok: true, status: 'accepted', event: 'message_inbound' });
    await far.sent(phone(3));
    const sends = (await far.journal()).sends.filter(({ to }) => to === phone(3));
    expect(sends.map(({ body: sent }) => sent)).toEqual([
      {
        contact: phone(3),
        text: `Heard: ${text}`,
        passthrough: expect.stringMatching(/^\{"chip":"[0-9a-f-]{36}"\}$/),
      },
    ]);
  });

  it('of the legacy API leads to one send and asks Loop to show typing', async () => {
    const { body } = await house.post(legacy(phone(4), said('Hi'))).expect(200);
    expect(body).toMatchObject({ ok: true, status: 'accepted', typing: expect.any(Number), read: true });
    expect(await far.sent(phone(4))).toEqual([`Heard: ${said('Hi')}`]);
  });

  it('of the testing shape is answered to the address it came from', async () => {
    await house.post(testing(said('Hello'), phone(5))).expect(200);
    expect(await far.sent(phone(5))).toEqual([`Heard: ${said('Hello')}`]);
  });

  it('of the testing shape with an id that another conversation used is a text of its own', async () => {
    const withId = (conversationId: string, text: string) => {
      const body = testing(text, phone(9), conversationId);
      Object.assign((body.data as { message: object }).message, { id: 'msg_1' });
      return body;
    };
    await house.post(withId('conv-a', said('first'))).expect(200);
    const { body } = await house.post(withId('conv-b', said('second'))).expect(200);
    expect(body.status).toBe('accepted');
    const { body: again } = await house.post(withId('conv-a', said('first'))).expect(200);
    expect(again.status).toBe('duplicate');
    expect(await far.sent(phone(9), 2)).toEqual(
      expect.arrayContaining([`Heard: ${said('first')}`, `Heard: ${said('second')}`]),
    );
  });

  it('in a group is answered to the group', async () => {
    const group = { id: 'grp-makers', name: 'Makers', participants: [phone(6), phone(7)] };
    await house.post(v1(phone(6), said('Hi Chip and all'), { group })).expect(200);
    const [text] = await far.sent('grp-makers');
    expect(text).toContain(said('Hi Chip and all'));
    const { sends } = await far.journal();
    expect(sends[0]?.body).not.toHaveProperty('contact');
    expect(JSON.stringify(await far.modelCalls())).not.toContain(phone(6));
  });

  it('is remembered: the next turn has the earlier one as history', async () => {
    await house.post(v1(phone(8), said('My name is Ann'))).expect(200);
    await far.sent(phone(8), 1);
    await house.post(v1(phone(8), said('What is my name?'))).expect(200);
    await far.sent(phone(8), 2);
    const { model } = await far.journal();
    const contents = ((model.at(-1)?.messages ?? []) as { role: string; content: string }[]).map(
      ({ content }) => content,
    );
    expect(contents.slice(-3)).toEqual([
      said('My name is Ann'),
      `Heard: ${said('My name is Ann')}`,
      said('What is my name?'),
    ]);
  });
});

describe('what asks for no answer', () => {
  it.each([
    [
      'a reaction',
      { event: 'message_reaction', contact: phone(10), message_id: 'r', reaction: 'love', text: 'x' },
    ],
    ['a call', { event: 'inbound_call', contact: phone(10) }],
    ['an event of the future', { event: 'message_teleported', contact: phone(10), text: 'x' }],
    ['a status of somebody else', { event: 'message_delivered', contact: phone(10), message_id: 'unknown' }],
    [
      'a text with nothing in it',
      { event: 'message_inbound', contact: phone(10), text: ' ', message_id: 'blank' },
    ],
    ['an empty object', {}],
    ['an array', []],
    ['wrong types', { event: 'message_inbound', contact: 42, text: { a: 1 } }],
  ])('%s is kept, answered 200 and not replied to', async (_case, body) => {
    const { body: answer } = await house.post(body).expect(200);
    expect(answer).toMatchObject({ ok: true });
    expect(['ignored', 'recorded', 'quarantined']).toContain(answer.status);
    // A text that comes after it and was answered proves that this one would have been by now.
    await house.post(v1(phone(11), said(`after ${_case}`))).expect(200);
    await far.sent(phone(11));
    expect(await far.textsTo(phone(10))).toEqual([]);
    expect((await far.modelCalls()).join()).not.toContain('Heard');
    expect((await far.journal()).model).toHaveLength(1);
  });

  it('does not let an opt-in notice or a first-contact event swallow the text with the same message id', async () => {
    const text = v1(phone(12), said('first text'), { message_id: 'shared-id' });
    await house.post({ event: 'opt-in', contact: phone(12), message_id: 'shared-id' }).expect(200);
    const inited = { alert_type: 'conversation_inited', recipient: phone(12), message_id: 'shared-id' };
    await house.post(inited).expect(200);
    const { body } = await house.post(text).expect(200);
    expect(body.status).toBe('accepted');
    expect(await far.sent(phone(12), 2)).toEqual([
      expect.stringMatching(/^Welcome/),
      `Heard: ${said('first text')}`,
    ]);
  });
});

describe('the address', () => {
  it('may have a slash at its end', async () => {
    await house.post(v1(phone(17), said('slash')), '/webhooks/loop/').expect(200);
    expect(await far.sent(phone(17))).toEqual([`Heard: ${said('slash')}`]);
  });
});

describe('delivery', () => {
  it('of each send is recorded by the status webhook that Loop posts', async () => {
    await house.post(v1(phone(13), said('status?'))).expect(200);
    await far.sent(phone(13));
    const status = await until(async () => {
      const { webhooks } = await far.journal();
      return webhooks.find(({ event, outcome }) => event === 'message_delivered' && outcome === 'delivered');
    });
    expect(status.http_status).toBe(200);
    expect(status.answer).toMatchObject({ ok: true, status: 'recorded' });
    expect(status.answer).not.toHaveProperty('reason');
  });
});

describe('repeated webhooks', () => {
  it('answers 50 parallel copies of one text with 200 and one reply', async () => {
    const body = v1(phone(14), said('copy'));
    const answers = await Promise.all(Array.from({ length: 50 }, () => house.post(body)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const statuses = answers.map(({ body: { status } }) => status as string);
    expect(statuses.filter((status) => status === 'accepted')).toHaveLength(1);
    expect(statuses.filter((status) => status === 'duplicate')).toHaveLength(49);
    await far.sent(phone(14));
    await house.post(v1(phone(15), said('after'))).expect(200);
    await far.sent(phone(15));
    expect(await far.textsTo(phone(14))).toHaveLength(1);
  });

  it.each(['message_id', 'webhook_id'])('knows a text again by its %s alone', async (id) => {
    const body = v1(phone(16), said('again'), { [id]: `fixed-${id}` });
    await house.post(body).expect(200);
    const other = v1(phone(16), said('again'), { [id]: `fixed-${id}` });
    const { body: answer } = await house.post(other).expect(200);
    expect(answer.status).toBe('duplicate');
  });
});
