import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../harness.ts';
import type { Json } from '../http.ts';
import { TestBed } from '../test-bed.ts';

const PERSON = '+12025550142';

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

const file = expect.stringMatching(/^https:/);

describe.each([
  ['v1', 'event', 'contact', 'channel', 'sender'],
  ['legacy', 'alert_type', 'recipient', 'delivery_type', 'sender_name'],
] as const)('in %s a person', (generation, event, contact, channel, sender) => {
  const act = (call: Json): Promise<Json> => bed.inbound({ generation, contact: PERSON, ...call });

  it.each([
    ['writes', { text: 'hi' }, { text: 'hi', message_type: 'text' }],
    ['sends files', { kind: 'attachments' }, { message_type: 'attachments', attachments: [file] }],
    ['sends a file of a name', { attachments: ['https://a.example/b.pdf'] }, { message_type: 'attachments' }],
    [
      'speaks and is understood',
      { speech: 'See you' },
      { message_type: 'audio', text: '', speech: { text: 'See you', language: { code: 'en' } } },
    ],
    ['sends a sticker', { kind: 'sticker' }, { message_type: 'sticker', attachments: [file] }],
    ['sends a place', { kind: 'location' }, { message_type: 'location', attachments: [file] }],
    ['writes by SMS', { text: 'hi', channel: 'sms' }, { [channel]: 'sms' }],
    ['answers in a thread', { text: 'hi', thread_id: 't1', subject: 'S' }, { thread_id: 't1', subject: 'S' }],
  ])('%s', async (_, call, expected) => {
    const body = await act(call);
    expect(body).toMatchObject({ [event]: 'message_inbound', [contact]: PERSON, ...expected });
    expect(body).toMatchObject({
      api_version: '1.0',
      [channel]: expect.any(String),
      [sender]: expect.any(String),
    });
  });

  it('speaks and is not understood', async () => {
    const body = await act({ kind: 'audio' });
    expect(body).toMatchObject({ message_type: 'audio', attachments: [file] });
    expect(body).not.toHaveProperty('speech');
    expect(body).not.toHaveProperty('text');
  });

  it('writes for the first time, which is told beside the message', async () => {
    const main = await act({ kind: 'opt_in', text: 'hi' });
    expect(main).toMatchObject({ [event]: 'message_inbound', text: 'hi', message_type: 'text' });
    const first = await bed.event(generation === 'v1' ? 'opt-in' : 'conversation_inited');
    expect(first).toMatchObject({ message_id: main.message_id, text: 'hi', [contact]: PERSON });
    expect(first.webhook_id).not.toBe(main.webhook_id);
  });

  it('calls, or does something unheard of', async () => {
    for (const kind of ['inbound_call', 'unknown']) {
      const body = await act({ kind });
      expect(body).toMatchObject({ [event]: kind, [contact]: PERSON });
      expect(body).not.toHaveProperty('message_id');
    }
  });

  it('reacts to the last message, in the words of the generation', async () => {
    expect((await bed.control('POST', 'inbound', { contact: '+12025550199', reaction: 'like' })).status).toBe(
      400,
    );
    const { body } = await bed.send({ contact: PERSON, text: 'Six it is.' });
    const reaction = await act({ reaction: 'emphasize' });
    expect(reaction).toMatchObject({
      [event]: 'message_reaction',
      message_id: body.message_id,
      text: 'Six it is.',
      reaction: generation === 'v1' ? 'emphasize' : 'exclaim',
      message_type: 'reaction',
    });
    expect(await act({ reaction: 'unknown', message_id: 'm' })).toMatchObject({ message_id: 'm' });
  });
});

describe('what only one generation has', () => {
  it('is refused in the other', async () => {
    const created = { kind: 'group_created', contact: PERSON, group: { id: 'g-created', name: 'Makers' } };
    expect((await bed.control('POST', 'inbound', created)).status).toBe(400);
    const body = await bed.inbound({ ...created, generation: 'legacy' });
    const group = { group_id: 'g-created', name: 'Makers', participants: [PERSON] };
    expect(body).toMatchObject({ alert_type: 'group_created', group });

    const linked = { contact: PERSON, text: 'Count me in', parameters: { utm_medium: 'poster' } };
    expect((await bed.control('POST', 'inbound', { ...linked, generation: 'legacy' })).status).toBe(400);
    const { parameters } = linked;
    expect(await bed.inbound(linked)).toMatchObject({ event: 'message_inbound', type: 'opt_in', parameters });
  });
});

describe('a call that makes no sense', () => {
  it.each([
    [{ kind: 'telegram' }],
    [{ kind: 'group_created', generation: 'legacy' }],
    [{ reaction: 'wave' }],
    [{ attachments: 'https://a.example/b.png' }],
    [{ text: 7 }],
    [{ channel: 'pigeon' }],
    [{ colour: 'blue' }],
  ])('is refused: %j', async (call) => {
    const { status, body } = await bed.control('POST', 'inbound', { contact: PERSON, ...call });
    expect([status, typeof body.error]).toEqual([400, 'string']);
    await until(async () => (await bed.journal()).pending_webhooks === 0);
    expect(bed.receiver.received).toEqual([]);
  });
});
