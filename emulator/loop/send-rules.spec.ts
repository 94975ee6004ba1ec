import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Json } from '../http.ts';
import { TestBed } from '../test-bed.ts';

const PERSON = '+12025550142';
const GROUP = 'group-of-the-rules';
const FILE = 'https://files.example/a.png';
const LONG = `https://files.example/${'x'.repeat(240)}.png`;
const SOUND = 'https://files.example/a.mp3';

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
  for (const generation of ['v1', 'legacy'])
    await bed.inbound({
      generation,
      contact: PERSON,
      text: 'hi',
      group: { id: GROUP },
      message_id: 'known',
      webhook_id: `rules-${generation}`,
    });
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

const v1 = (fields: Json): Json => ({ contact: PERSON, text: 'hi', ...fields });
const legacy = (fields: Json): Json => ({
  recipient: PERSON,
  text: 'hi',
  sender_name: 'chip@imsg.example',
  ...fields,
});
const files = (count: number): Json => ({ attachments: Array<string>(count).fill(FILE) });

describe('a v1 send', () => {
  it.each([
    ['five attachments', files(5)],
    ['a subject, an effect and a reply', { subject: 'News', effect: 'confetti', reply_to_id: 'known' }],
    ['a tapback', { text: undefined, reaction: 'emphasize', message_id: 'known' }],
    ['a tapback taken back', { text: undefined, reaction: '-love', message_id: 'known' }],
    ['a voice message', { text: undefined, media_url: SOUND }],
    ['a voice message to a group', { contact: undefined, text: undefined, group: GROUP, media_url: SOUND }],
    ['a picture by SMS', { channel: 'sms', attachments: [FILE] }],
    ['an id as sender', { sender: '6f1c2a30-5d0e-4b7a-9c41-0e5a7d3b9f10' }],
    ['a contact card that is not wanted', { contact_file: false }],
  ])('may be %s', async (_, fields) => {
    expect((await bed.send(v1(fields))).status).toBe(200);
  });

  it.each([
    ['an invalid contact', { contact: 'Dana' }, 160],
    ['a contact id nobody gave out', { contact: '6f1c2a30-5d0e-4b7a-9c41-0e5a7d3b9f10' }, 160],
    ['an invalid e-mail', { contact: 'dana@nowhere' }, 170],
    ['an unknown group', { contact: undefined, group: 'nobody' }, 165],
    ['a group as an object', { group: { id: GROUP } }, 165],
    ['six attachments', files(6), 125],
    ['an attachment without TLS', { attachments: ['http://files.example/a.png'] }, 125],
    ['an address longer than is stored', { attachments: [LONG] }, 125],
    ['a passthrough that is too long', { passthrough: 'x'.repeat(1001) }, 125],
    ['an unknown channel', { channel: 'pigeon' }, 125],
    ['a phone number as sender', { sender: PERSON }, 220],
    ['the name of a legacy sender', { sender: 'chip@imsg.example' }, 220],
    ['an unknown effect', { effect: 'glitter' }, 580],
    ["legacy's word for a tapback", { reaction: 'exclaim', message_id: 'known' }, 600],
    ['a tapback on nothing known', { reaction: 'love', message_id: 'nobody' }, 610],
    ['no contact card to add', { contact_file: true }, 630],
    ['a voice message without a recording', { media_url: '' }, 640],
    ['a recording of another kind', { media_url: 'https://files.example/a.ogg' }, 115],
    ['SMS to an e-mail address', { contact: 'dana@members.example', channel: 'sms' }, 1110],
    ['SMS to a group', { contact: undefined, group: GROUP, channel: 'sms' }, 1120],
    ['marketing by SMS', { channel: 'sms', text: 'Limited offer: 20 % off' }, 1130],
    ['a voice message by SMS', { channel: 'sms', media_url: SOUND }, 1140],
    ['an effect by SMS', { channel: 'sms', effect: 'slam' }, 125],
    ['a document by SMS', { channel: 'sms', attachments: ['https://files.example/a.pdf'] }, 125],
  ])('is refused with %s', async (_, fields, code) => {
    const { status, body } = await bed.send(v1(fields));
    expect([status, body]).toEqual([400, { success: false, code, message: expect.any(String) }]);
  });

  it('adds the contact card where there is one', async () => {
    await bed.control('PUT', 'config', { vcard: true });
    expect((await bed.send(v1({ contact_file: true }))).status).toBe(200);
    await bed.control('PUT', 'config', { vcard: false });
  });
});

describe('a legacy send', () => {
  it.each([
    ['three attachments', files(3)],
    ['a tapback', { reaction: 'exclaim', message_id: 'known', text: '' }],
    ['a voice message', { media_url: SOUND, audio_message: true, text: '' }],
    ['a text in a group', { recipient: undefined, group: GROUP }],
  ])('may be %s', async (_, fields) => {
    expect((await bed.send(legacy(fields))).body.success).toBe(true);
  });

  it.each([
    ['a group it has not heard of', { recipient: undefined, group: 'nobody' }, 160],
    ['four attachments', files(4), 100],
    ['an impatient timeout', { timeout: 4 }, 100],
    ['a phone number as sender', { sender_name: PERSON }, 220],
    ['a tapback without a text', { text: undefined, reaction: 'like', message_id: 'known' }, 140],
    ["v1's word for a tapback", { reaction: 'emphasize', message_id: 'known' }, 600],
    ['a recording that is not called a message', { media_url: SOUND }, 120],
    ['a message that is said to be audio and has none', { audio_message: true }, 640],
    ['SMS to a group', { recipient: undefined, group: GROUP, service: 'sms' }, 1120],
    ['a channel only v1 has', { service: 'whatsapp' }, 100],
  ])('is refused with %s', async (_, fields, code) => {
    expect((await bed.send(legacy(fields))).body).toMatchObject({ success: false, code });
  });

  it('is refused without its second key once there is one', async () => {
    await bed.control('PUT', 'config', { secretKey: 'second' });
    const codes = [undefined, 'third', 'second'].map(async (key) => {
      const { body } = await bed.send(legacy({}), key === undefined ? {} : { 'loop-secret-key': key });
      return body.code;
    });
    expect(await Promise.all(codes)).toEqual([110, 130, undefined]);
    await bed.control('PUT', 'config', { secretKey: '' });
  });
});
