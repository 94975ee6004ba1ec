import { isJson, isText, type Json } from '../http.ts';
import { newSid } from './messages.ts';
import type { Twilio } from './twilio.ts';
import type { Form, TwilioWebhook } from './webhooks.ts';

const KEYS = 'from to text media sid copies extra authToken'.split(' ');

type Media = { url: string; type: string };

/** `POST inbound`: somebody writes. Answers the webhooks to be posted, or what is wrong with the call. */
export function planTwilioInbound(twilio: Twilio, call: unknown): TwilioWebhook[] | string {
  if (!isJson(call)) return 'expected an object';
  const unknown = Object.keys(call).find((key) => !KEYS.includes(key));
  if (unknown) return `unknown key ${unknown}: fields of the webhook itself go into extra`;
  const { from, text = '', media = [], copies = 1, extra = {}, authToken } = call;
  if (!isText(from)) return 'from is missing';
  if (typeof text !== 'string') return 'text is a string';
  if (!Array.isArray(media) || !media.every(isMedia)) return 'media is a list of {url, type}';
  if (!Number.isInteger(copies) || Number(copies) < 1) return 'copies is a whole number from 1';
  if (!isJson(extra)) return 'extra is an object';
  const form = { ...inboundForm(twilio, { ...call, from, text, media }), ...(extra as Form) };
  const { webhookUrl, fallbackUrl } = twilio.settings;
  return Array.from({ length: Number(copies) }, (_, index) => ({
    address: webhookUrl,
    fallback: fallbackUrl || undefined,
    form,
    event: 'message.received',
    copy: index + 1,
    authToken: isText(authToken) ? authToken : undefined,
  }));
}

/** Keeps the message, lets Twilio answer its keywords, and makes the webhook that tells of it. */
function inboundForm(
  { settings, messages, optOuts }: Twilio,
  call: Json & { from: string; text: string; media: Media[] },
): Form {
  const { from, text, media } = call;
  const { accountSid, number, serviceSid, optOut } = settings;
  const to = isText(call.to) ? call.to : number;
  const sid = isText(call.sid) ? call.sid : newSid(media.length > 0 ? 'MM' : 'SM');
  const optOutType = optOuts.hear(from, text);
  messages.add({
    sid,
    direction: 'inbound',
    from,
    to,
    service: null,
    body: text,
    mediaUrls: media.map(({ url }) => url),
    status: 'received',
    errorCode: null,
    created: new Date(),
    sent: new Date(),
  });
  return {
    ToCountry: 'US',
    ToState: 'AL',
    SmsMessageSid: sid,
    NumMedia: String(media.length),
    ToCity: '',
    FromZip: '',
    SmsSid: sid,
    FromState: 'AL',
    SmsStatus: 'received',
    FromCity: '',
    Body: text,
    FromCountry: 'US',
    To: to,
    ToZip: '',
    NumSegments: '1',
    MessageSid: sid,
    AccountSid: accountSid,
    From: from,
    ApiVersion: '2010-04-01',
    ...(optOut === 'advanced' && { MessagingServiceSid: serviceSid }),
    ...(optOutType && { OptOutType: optOutType }),
    ...Object.fromEntries(
      media.flatMap(({ url, type }, n) => [
        [`MediaUrl${n}`, url],
        [`MediaContentType${n}`, type],
      ]),
    ),
  };
}

function isMedia(value: unknown): value is Media {
  return isJson(value) && isText(value.url) && isText(value.type);
}
