import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from './http.ts';
import { TestBed } from './test-bed.ts';

const PERSON = '+12025550142';

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

describe('sending', () => {
  it('answers a v1 send and reports it delivered', async () => {
    const reply = await bed.send({ contact: '+1 (202) 555-0142', text: 'hi', passthrough: 'turn-1' });
    expect(reply.status).toBe(200);
    const message_id = expect.any(String);
    expect(reply.body).toEqual({ message_id, contact: PERSON, text: 'hi' });
    expect(await bed.event('message_delivered')).toMatchObject({
      message_id: reply.body.message_id,
      contact: PERSON,
      text: 'hi',
      passthrough: 'turn-1',
      channel: 'imessage',
      api_version: '1.0',
    });
    expect(bed.receiver.received[0]?.headers.authorization).toBe('Bearer hook');
    const status = `/v1/message/status/${String(reply.body.message_id)}/`;
    const known = await bed.emulator.call('GET', status, undefined, { authorization: 'key' });
    expect(known.body).toMatchObject({ status: 'delivered', contact: PERSON });
  });

  it('answers a legacy send and reports it scheduled, then sent', async () => {
    const body = { recipient: PERSON, text: 'hi', sender_name: 'chip@imsg.example' };
    const reply = await bed.send(body, { 'loop-secret-key': 'secret' });
    const message_id = expect.any(String);
    expect(reply.body).toEqual({ message_id, success: true, recipient: PERSON, text: 'hi' });
    expect(await bed.event('message_scheduled')).toMatchObject({ recipient: PERSON });
    expect(await bed.event('message_sent')).toMatchObject({
      success: true,
      sender_name: 'chip@imsg.example',
    });
  });

  it.each(['v1', 'legacy'] as const)(
    'answers a %s group once a webhook has mentioned it',
    async (generation) => {
      const group = `group-${generation}`;
      const v1 = generation === 'v1';
      const request: Json = { group, text: 'hi all', ...(v1 ? {} : { sender_name: 'chip@imsg.example' }) };
      expect((await bed.send(request)).body).toMatchObject({ success: false, code: v1 ? 165 : 160 });
      await bed.control('POST', 'inbound', { generation, contact: PERSON, text: 'hi', group: { id: group } });
      const inbound = await bed.event('message_inbound');
      expect(inbound.group).toEqual({ [v1 ? 'id' : 'group_id']: group, participants: [PERSON] });
      expect((await bed.send(request)).body).toMatchObject({ group: inbound.group, text: 'hi all' });
    },
  );

  it.each([
    ['no text', { contact: PERSON }, 140],
    ['no contact', { text: 'hi' }, 150],
    ['a short number', { contact: '+1202', text: 'hi' }, 180],
    [
      'an effect with a reaction',
      { contact: PERSON, effect: 'slam', reaction: 'love', message_id: 'm' },
      620,
    ],
    ['an unknown message to reply to', { contact: PERSON, text: 'hi', reply_to_id: 'nobody' }, 590],
    ['a legacy send without sender name', { recipient: PERSON, text: 'hi' }, 210],
  ])('refuses %s', async (_, body, code) => {
    const reply = await bed.send(body);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ success: false, code });
  });

  it('reads the same wrong key as another code in each generation', async () => {
    const wrong = { authorization: 'Bearer key' };
    expect((await bed.send({ contact: PERSON, text: 'hi' }, wrong)).body.code).toBe(130);
    expect((await bed.send({ recipient: PERSON, text: 'hi' }, wrong)).body.code).toBe(125);
    expect((await bed.send({ contact: PERSON, text: 'hi' }, { authorization: '' })).body.code).toBe(110);
  });

  it('cuts a text at the limit', async () => {
    const reply = await bed.send({ contact: PERSON, text: 'x'.repeat(12_000) });
    expect(reply.body.text).toHaveLength(9_999);
  });

  it('sends twice what is asked for twice', async () => {
    const message = { contact: PERSON, text: 'again', passthrough: 'same' };
    const [first, second] = await Promise.all([bed.send(message), bed.send(message)]);
    expect(first?.body.message_id).not.toBe(second?.body.message_id);
    expect((await bed.journal()).sends.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
  });
});
