import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ChannelEvent } from '../src/conversation/channel-event.ts';
import { phone, said } from './support/canary.ts';
import type { FarEnd } from './support/far-end.ts';
import type { House } from './support/house.ts';
import { openForFile } from './support/open-for-file.ts';
import { legacy, v1 } from './support/payloads.ts';
import { readWebhook } from './support/read-event.ts';

/** What Loop's two generations leave open about sends of ours, and how each question is settled. */

let far: FarEnd;
let house: House;

openForFile((...opened) => {
  [far, house] = opened;
});

const read = async (body: object): Promise<ChannelEvent> =>
  (await readWebhook(house, Buffer.from(JSON.stringify(body)))).event;

/** Answered texts in order: one that comes later and was answered shows that an earlier one is not going to be. */
async function answeredAfter(contact: string): Promise<void> {
  await house.post(v1(contact, said('after'))).expect(200);
  await far.sent(contact);
}

describe('a circle of answers', () => {
  it('cannot begin: neither a status nor a tapback nor an echo of ours is answered', async () => {
    const statuses = ['scheduled', 'sent', 'delivered', 'failed', 'timeout'].map((end) => `message_${end}`);
    for (const event of [...statuses, 'message_reaction']) {
      await house.post(v1(phone(6), said('circle'), { event, success: true })).expect(200);
      await house.post(legacy(phone(6), said('circle'), { alert_type: event, success: true })).expect(200);
    }
    const us = { contact: 'own.sender@imsg.example', sender: 'own.sender@imsg.example' };
    await house.post({ event: 'message_inbound', ...us, text: said('echo') }).expect(200);
    const group = { id: 'echo-group', participants: [phone(6)] };
    await house.post({ event: 'message_inbound', ...us, group, text: said('Chip, echo') }).expect(200);
    await answeredAfter(phone(7));
    for (const target of [phone(6), us.contact, group.id]) expect(await far.textsTo(target)).toEqual([]);
  });

  it.each(['message_inbound', 'message_reply'])('is no risk with %s, which is answered', async (name) => {
    const contact = `${name.replace('_', '.')}@example.com`;
    await house.post(legacy(contact, said('hi'), { alert_type: name })).expect(200);
    expect(await far.sent(contact)).toHaveLength(1);
  });
});

describe('what became of a text of ours', () => {
  it.each([
    ['v1', 'message_delivered', {}, 'delivered'],
    ['v1', 'message_failed', { error_code: 1020 }, 'failed'],
    ['v1', 'message_sent', { success: true }, 'sent'],
    ['v1', 'message_sent', { success: false }, 'failed'],
    ['v1', 'message_scheduled', {}, 'sent'],
    ['legacy', 'message_sent', { success: true }, 'delivered'],
    ['legacy', 'message_sent', { success: false }, 'failed'],
    ['legacy', 'message_failed', { error_code: 120 }, 'failed'],
    ['legacy', 'message_timeout', {}, 'failed'],
    ['legacy', 'message_scheduled', {}, 'sent'],
  ])('is told by %s with %s and %j: %s', async (dialect, name, fields, status) => {
    const named = dialect === 'v1' ? { event: name, contact: phone(8) } : { alert_type: name };
    const event = await read({ ...named, message_id: 'm1', ...fields });
    expect(event).toMatchObject({ kind: 'delivery', dialect, status });
  });

  it('does not come undone when the webhooks overtake one another', async () => {
    await house.post(v1(phone(9), said('order'))).expect(200);
    await far.sent(phone(9));
    const { sends } = await far.journal();
    const { message_id } = sends.find(({ to }) => to === phone(9)) ?? {};
    const tell = (event: string) =>
      house.post({ event, contact: phone(9), message_id, webhook_id: randomUUID() }).expect(200);
    for (const event of ['message_delivered', 'message_failed', 'message_scheduled', 'message_sent']) {
      const { body } = await tell(event);
      // The last two say the same of the text.
      expect(body.status).toBe(event === 'message_sent' ? 'duplicate' : 'recorded');
    }
    // Had the failure counted, the conversation would be stuck or the text sent again.
    await house.post(v1(phone(9), said('and on'))).expect(200);
    const texts = await far.sent(phone(9), 2);
    expect(texts).toEqual([`Heard: ${said('order')}`, `Heard: ${said('and on')}`]);
  });
});

describe('a passthrough', () => {
  it('of ours names the text that a status is about', async () => {
    await house.post(v1(phone(10), said('mine'))).expect(200);
    await far.sent(phone(10));
    const { sends } = await far.journal();
    const body = sends.find(({ to }) => to === phone(10))?.body as { passthrough: string } | undefined;
    const status = { event: 'message_delivered', webhook_id: randomUUID(), passthrough: body?.passthrough };
    const { body: answer } = await house.post(status).expect(200);
    expect(answer).toMatchObject({ status: 'recorded' });
    expect(answer).not.toHaveProperty('reason');
  });

  it.each([
    'poll=44',
    '{"chip":',
    '"chip"',
    'null',
    '{"chip":{"a":1}}',
    '',
    7,
    null,
    ['x'],
    { chip: randomUUID() },
  ])('of somebody else says nothing and spoils nothing: %j', async (passthrough) => {
    const status = await read({ event: 'message_delivered', contact: phone(10), passthrough });
    expect(status).toMatchObject({ kind: 'delivery', correlationId: null });
    expect(await read(v1(phone(10), said('hi'), { passthrough }))).toMatchObject({ kind: 'message' });
  });
});
