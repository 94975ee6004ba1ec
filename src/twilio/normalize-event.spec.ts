import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { normalizeEvent } from './normalize-event.ts';
import { TwilioEventDto } from './twilio-event.dto.ts';

const ID = '0b5e7f0a-58a4-4b5f-9f0e-4a6a0d4f6a11';
const ADA = '+12055550123';
const US = '+12055550100';
const SID = `SM${'1'.repeat(32)}`;

/** As Twilio posts an SMS. */
const SMS = {
  ToCountry: 'US',
  SmsMessageSid: SID,
  NumMedia: '0',
  SmsSid: SID,
  SmsStatus: 'received',
  Body: 'When is the next meetup?',
  To: US,
  NumSegments: '1',
  MessageSid: SID,
  AccountSid: `AC${'1'.repeat(32)}`,
  From: ADA,
  ApiVersion: '2010-04-01',
};
const STATUS = { MessageSid: SID, SmsSid: SID, From: US, To: ADA, ApiVersion: '2010-04-01' };

function read(body: object, query = `id=${ID}`): ReturnType<typeof normalizeEvent> {
  const dto = plainToInstance(TwilioEventDto, body);
  expect(validateSync(dto)).toEqual([]);
  return normalizeEvent(dto, new URLSearchParams(query));
}

describe('an inbound message', () => {
  it('is a text of a person', () => {
    expect(read(SMS, '')).toEqual({
      kind: 'message',
      name: 'message.received',
      eventClass: 'message',
      externalId: SID,
      webhookId: null,
      conversation: { key: ADA, kind: 'person', target: ADA, externalId: ADA },
      author: ADA,
      recipient: US,
      text: 'When is the next meetup?',
      attachments: [],
      form: 'text',
      transport: 'sms',
      answeredAs: undefined,
    });
  });

  it('is known by its old names too, and when it comes by the fallback', () => {
    const { MessageSid: _new, ...old } = SMS;
    expect(read(old)).toMatchObject({ kind: 'message', externalId: SID });
    const { SmsStatus: _status, ...bare } = SMS;
    expect(read({ ...bare, ErrorCode: '11200', ErrorUrl: 'https://x.example' })).toMatchObject({
      kind: 'message',
      externalId: SID,
    });
  });

  it.each([
    ['STOP', 'opt-out'],
    ['START', 'opt-in'],
    ['HELP', 'help'],
    ['stop', 'opt-out'],
    ['SOMETHING', undefined],
  ])('that Twilio has answered as %s is %s', (OptOutType, answeredAs) => {
    expect(read({ ...SMS, Body: 'Tschüss', OptOutType })).toMatchObject({ kind: 'message', answeredAs });
  });

  it.each([
    [['image/jpeg'], 'file'],
    [['audio/amr'], 'voice'],
    [['audio/ogg', 'image/png'], 'file'],
    [['text/x-vcard'], 'contact'],
    [['text/vcard; charset=utf-8'], 'contact'],
  ])('with %j is a %s', (types, form) => {
    const urls = types.map(
      (_, n) => `https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME${n}`,
    );
    const media = types.flatMap((type, n) => [
      [`MediaUrl${n}`, urls[n]],
      [`MediaContentType${n}`, type],
    ]);
    const body = { ...SMS, Body: '', NumMedia: String(types.length), ...Object.fromEntries(media) };
    expect(read(body)).toMatchObject({ kind: 'message', text: '', attachments: urls, form });
  });

  it.each(['many', '-1', '1e9', '3', ''])('with "%s" files has those that are there', (NumMedia) => {
    const body = { ...SMS, NumMedia, MediaUrl0: 'https://x.example/0', MediaUrl12: 'https://x.example/12' };
    const { attachments } = read(body) as { attachments: string[] };
    expect(attachments).toEqual(Number(NumMedia) > 0 ? ['https://x.example/0'] : []);
  });

  it('over WhatsApp is one, with an address of its own', () => {
    const event = read({ ...SMS, From: `whatsapp:${ADA}`, To: `whatsapp:${US}`, Latitude: '33.5', Body: '' });
    expect(event).toMatchObject({
      kind: 'message',
      transport: 'whatsapp',
      form: 'location',
      conversation: { key: `whatsapp:${ADA}`, target: `whatsapp:${ADA}` },
    });
  });

  it.each([
    [{ From: 'messenger:1234' }, 'ignored'],
    [{ From: 'rcs:agent' }, 'ignored'],
    [{ From: US }, 'ignored'],
    [{ From: '' }, 'quarantined'],
    [{ From: undefined }, 'quarantined'],
  ])('from %j is %s', (more, kind) => expect(read({ ...SMS, ...more })).toMatchObject({ kind }));
});

describe('a status', () => {
  it.each([
    ['accepted', 'sent'],
    ['scheduled', 'sent'],
    ['queued', 'sent'],
    ['sending', 'sent'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('%s moves the row on: %s', (MessageStatus, status) => {
    expect(read({ ...STATUS, MessageStatus, SmsStatus: MessageStatus })).toEqual({
      kind: 'delivery',
      name: `message.${MessageStatus}`,
      eventClass: `delivery:${MessageStatus}`,
      externalId: SID,
      webhookId: null,
      status,
      correlationId: ID,
      target: ADA,
      text: null,
      errorCode: status === 'failed' ? `twilio:${MessageStatus}` : null,
    });
  });

  it.each([
    ['30003', { errorCode: 'twilio:30003' }],
    ['21610', { errorCode: 'twilio:21610', optedOut: true }],
    ['nonsense', { errorCode: 'twilio:undelivered' }],
  ])('undelivered with %s says why', (ErrorCode, expected) => {
    expect(read({ ...STATUS, MessageStatus: 'undelivered', ErrorCode })).toMatchObject(expected);
  });

  it.each(['', 'id=', 'id=7', "id=' OR 1=1", 'other=1'])(
    'posted with "%s" is matched by its sid',
    (query) => {
      expect(read({ ...STATUS, MessageStatus: 'sent' }, query)).toMatchObject({
        correlationId: null,
        externalId: SID,
      });
    },
  );

  it('of a kind that is not known is ignored, and its name not repeated', () => {
    const event = read({ ...STATUS, MessageStatus: ADA });
    expect(event).toMatchObject({ kind: 'ignored', name: 'message.unknown-status', externalId: SID });
  });
});

describe('anything else', () => {
  it.each([
    [{ CallSid: 'CA1', From: ADA, To: US, CallStatus: 'ringing' }, 'ignored', 'call'],
    [
      { ConversationSid: 'CH1', MessageSid: 'IM1', EventType: 'onMessageAdded', Body: 'x' },
      'ignored',
      'conversation',
    ],
    [{ AccountSid: 'AC1' }, 'quarantined', 'unreadable'],
    [{}, 'quarantined', 'unreadable'],
  ])('%j is %s as %s', (body, kind, name) => expect(read(body)).toMatchObject({ kind, name }));
});
