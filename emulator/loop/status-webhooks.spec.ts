import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startReceiver, until, type Receiver } from '../harness.ts';
import { TestBed } from '../test-bed.ts';

const PERSON = '+12025550142';
const LEGACY = { recipient: PERSON, text: 'hi', sender_name: 'chip@imsg.example' };

let bed: TestBed;
let callback: Receiver;
beforeAll(async () => {
  [bed, callback] = await Promise.all([TestBed.start(), startReceiver()]);
});
afterEach(() => bed.reset());
afterAll(async () => {
  await bed.stop();
  await callback.stop();
});

const statusOf = async (id: unknown, prefix = '/api'): Promise<unknown> => {
  const path = `${prefix}/v1/message/status/${String(id)}/`;
  return (await bed.emulator.call('GET', path, undefined, { authorization: 'key' })).body;
};

describe('a message that does not arrive', () => {
  it.each([
    ['failed', 'message_failed', { error_code: 1020 }, 'message_failed', { error_code: 110 }],
    ['not-delivered', 'message_failed', { error_code: 1020 }, 'message_sent', { success: false }],
    ['timeout', 'message_failed', { error_code: 1030 }, 'message_timeout', { error_code: 130 }],
  ])('is told of as %s in both generations', async (statusWebhooks, v1Event, v1, legacyEvent, legacy) => {
    await bed.control('PUT', 'faults', { loop: { statusWebhooks } });
    const sent = await bed.send({ contact: PERSON, text: 'hi' });
    expect(await bed.event(v1Event)).toMatchObject({ ...v1, contact: PERSON });
    expect(await statusOf(sent.body.message_id, '')).toMatchObject({ status: 'failed', ...v1 });
    bed.receiver.received.length = 0;
    await bed.send(LEGACY);
    expect(await bed.event(legacyEvent)).toMatchObject({ ...legacy, recipient: PERSON });
  });

  it('carries the code it is told to', async () => {
    await bed.control('PUT', 'faults', { loop: { statusWebhooks: 'failed', errorCode: 500 } });
    const sent = await bed.send({ contact: PERSON, text: 'hi' });
    expect(await bed.event('message_failed')).toMatchObject({ error_code: 500 });
    expect(await statusOf(sent.body.message_id)).toMatchObject({ status: 'failed', error_code: 500 });
  });
});

describe('a status', () => {
  it('names the transport the contact last came by, or the one that was asked for', async () => {
    await bed.inbound({ contact: PERSON, text: 'hi', channel: 'rcs' });
    await bed.send({ contact: PERSON, text: 'hi' });
    expect(await bed.event('message_delivered')).toMatchObject({ channel: 'rcs' });
    bed.receiver.received.length = 0;
    await bed.send({ contact: PERSON, text: 'hi', channel: 'sms' });
    expect(await bed.event('message_delivered')).toMatchObject({ channel: 'sms' });
  });

  it('of a tapback names it', async () => {
    const { message_id } = await bed.inbound({ generation: 'legacy', contact: PERSON, text: 'hi' });
    await bed.send({ ...LEGACY, reaction: '-exclaim', message_id });
    expect(await bed.event('message_sent')).toMatchObject({ reaction: 'exclaim', reaction_event: 'removed' });
  });

  it('goes where a legacy send asks for, with the key it gives', async () => {
    await bed.send({ ...LEGACY, status_callback: callback.url, status_callback_header: 'mine' });
    await until(() => callback.received.length === 2);
    const events = new Set(callback.received.map(({ body }) => body.alert_type));
    expect(events).toEqual(new Set(['message_scheduled', 'message_sent']));
    expect(callback.received[0]?.headers.authorization).toBe('mine');
    expect(bed.receiver.received).toEqual([]);
    expect((await bed.journal()).webhooks).toMatchObject([{ url: callback.url }, { url: callback.url }]);
  });

  it('of an unknown message is a 404, and without a key a 400', async () => {
    const call = (headers: Record<string, string>): ReturnType<typeof bed.emulator.call> =>
      bed.emulator.call('GET', '/v1/message/status/nobody/', undefined, headers);
    expect((await call({ authorization: 'key' })).status).toBe(404);
    const keyless = await call({});
    expect([keyless.status, keyless.body.error_code]).toEqual([400, 110]);
  });
});
