import { describe, expect, it } from '@jest/globals';
import type { ChannelEvent } from '../src/conversation/channel-event.ts';
import { phone, said } from './support/canary.ts';
import { until, type FarEnd } from './support/far-end.ts';
import type { House } from './support/house.ts';
import { openForFile } from './support/open-for-file.ts';
import { legacy, v1 } from './support/payloads.ts';
import { readWebhook } from './support/read-event.ts';

/** What Loop's two generations leave open about what people send, and how each question is settled. */

let far: FarEnd;
let house: House;

openForFile((...opened) => {
  [far, house] = opened;
});

const read = async (body: object): Promise<ChannelEvent> =>
  (await readWebhook(house, Buffer.from(JSON.stringify(body)))).event;

/** The same webhook under the names of each generation. */
const generations = [
  ['v1', v1],
  ['legacy', legacy],
] as const;

describe.each(generations)('in %s', (dialect, write) => {
  const as = (name: string) => (dialect === 'v1' ? { event: name } : { alert_type: name });
  const groupOf = (id: string) => ({ [dialect === 'v1' ? 'id' : 'group_id']: id, participants: [phone(1)] });

  it('a tapback has one name: exclaim is emphasize, an unknown one stays unknown', async () => {
    const heard = async (reaction: unknown) =>
      read(write(phone(1), said('x'), { ...as('message_reaction'), message_type: 'reaction', reaction }));
    for (const name of ['emphasize', 'exclaim', 'Exclaim'])
      expect(await heard(name)).toMatchObject({ kind: 'reaction', reaction: 'emphasize' });
    for (const name of ['unknown', undefined, null])
      expect(await heard(name)).toMatchObject({ kind: 'reaction', reaction: 'unknown' });
    for (const name of ['love', 'like', 'dislike', 'laugh', 'question'])
      expect(await heard(name)).toMatchObject({ kind: 'reaction', reaction: name });
  });

  it('a voice message is what was heard in it, with or without metadata and a text of its own', async () => {
    const attachments = ['https://files.example.com/v.m4a'];
    const audio = { message_type: 'audio', attachments };
    const speech = { text: said('spoken') };
    const heard = { kind: 'message', text: said('spoken'), spoken: true, form: 'voice', attachments };
    for (const text of ['', null, undefined])
      expect(await read(write(phone(1), '', { ...audio, speech, text }))).toMatchObject(heard);
    const metadata = { speaking_rate: 148.2, a_new_one: null };
    const whole = { ...audio, speech: { ...speech, metadata, language: { code: 'en' } } };
    expect(await read(write(phone(1), '', whole))).toMatchObject(heard);
  });

  it('a voice message that was not understood is kept with its file', async () => {
    const attachments = ['https://files.example.com/v.caf'];
    for (const speech of [undefined, null, {}, { text: ' ' }]) {
      const event = await read(write(phone(1), '', { message_type: 'audio', attachments, speech }));
      expect(event).toMatchObject({ kind: 'message', text: '', spoken: false, form: 'voice', attachments });
    }
  });

  it('an opt-in is a greeting by either name, and a text when it comes as one', async () => {
    for (const name of ['opt-in', 'opt_in', 'Opt-In']) {
      const event = await read({ ...as(name), contact: phone(1), message_id: 'm1', text: 'Hi' });
      expect(event).toMatchObject({ kind: 'greeting', occasion: 'opt-in', author: phone(1) });
    }
    const parameters = { click_id: 'camp-1' };
    const body = write(phone(1), said('count me in'), { type: 'opt_in', parameters });
    const incoming = await readWebhook(house, Buffer.from(JSON.stringify(body)));
    expect(incoming.event).toMatchObject({ kind: 'message', text: said('count me in') });
    expect(incoming.body).toMatchObject({ type: 'opt_in', parameters });
  });

  it('a first contact that is told of twice is answered for its text', async () => {
    const contact = phone(dialect === 'v1' ? 2 : 3);
    const text = write(contact, said('first'));
    const notice = { ...text, ...as('conversation_inited'), webhook_id: 'inited' + dialect };
    expect((await house.post(notice).expect(200)).body.status).toBe('ignored');
    expect((await house.post(text).expect(200)).body.status).toBe('accepted');
    expect(await far.sent(contact)).toEqual([`Heard: ${said('first')}`]);
  });

  it('an opt-in does not swallow the text with the same message id', async () => {
    const contact = phone(dialect === 'v1' ? 4 : 5);
    const text = write(contact, said('both'));
    await house.post({ ...text, ...as('opt-in'), webhook_id: 'opt-in-' + dialect }).expect(200);
    expect((await house.post(text).expect(200)).body.status).toBe('accepted');
    await until(async () => (await far.textsTo(contact)).includes(`Heard: ${said('both')}`));
  });

  it('a group is answered as a group, by an id that is a text, also when nobody knows who spoke', async () => {
    const id = `group-${dialect}`;
    const known = await read(write(phone(1), said('hi'), { group: groupOf(id) }));
    const conversation = { key: `group:${id}`, kind: 'group', target: id };
    expect(known).toMatchObject({ kind: 'message', conversation, author: phone(1) });
    const nobody = { contact: undefined, recipient: undefined };
    const unknown = await read(write('', said('hi'), { ...nobody, group: groupOf(id) }));
    expect(unknown).toMatchObject({ kind: 'message', conversation, author: null });
    const bare = await read(write(phone(1), said('hi'), { group: id }));
    expect(bare).toMatchObject({ kind: 'message', conversation });
    const text = said('Chip, who comes?');
    await house.post(write(phone(6), text, { group: groupOf(id) })).expect(200);
    await far.sent(id);
    expect(await far.textsTo(phone(6))).toEqual([]);
    const { sends } = await far.journal();
    expect(sends.find(({ to }) => to === id)?.body).toMatchObject({ group: id });
  });

  it('a transport that no list names passes through', async () => {
    for (const transport of ['whatsapp', 'carrier-pigeon', 'RCS']) {
      const body = write(phone(1), said('hi'), { channel: transport, delivery_type: transport });
      expect(await read(body)).toMatchObject({ kind: 'message', transport: transport.toLowerCase() });
    }
  });

  it.each(['sticker', 'location', 'contact'])(
    'a %s is handed over as it is, whether it has a text, a file or neither',
    async (form) => {
      const as = { message_type: form };
      const files = ['https://files.example.com/x.bin'];
      expect(await read(write(phone(1), said('look'), as))).toMatchObject({ form, text: said('look') });
      expect(await read(write(phone(1), '', { ...as, attachments: files }))).toMatchObject({
        form,
        text: '',
        attachments: files,
      });
      const bare = { ...as, text: null, place: { lat: 33.5 } };
      expect(await read(write(phone(1), '', bare))).toMatchObject({ kind: 'message', form, text: '' });
    },
  );

  it.each(['sticker', 'location', 'contact'])('a %s without anything is acknowledged', async (form) => {
    const contact = `${form}.${dialect}@example.com`;
    const { body } = await house.post(write(contact, '', { message_type: form, text: null })).expect(200);
    expect(body.status).toBe('accepted');
    expect(await far.sent(contact, 1, 5000)).toHaveLength(1);
  });
});
