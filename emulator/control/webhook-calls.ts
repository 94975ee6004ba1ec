import { randomUUID } from 'node:crypto';
import type { Emulator } from '../emulator.ts';
import { isJson, isText, type Json } from '../http.ts';
import { inboundBody, type Inbound } from '../loop/webhook-body.ts';

type Started = { message_id: unknown; webhook_id: unknown };

const INBOUND_KEYS = 'generation contact text group message_id webhook_id copies extra'.split(' ');

/** A person writes. Answers the ids, or what is wrong with the call. */
export function sendInbound(emulator: Emulator, call: unknown): Started | string {
  if (!isJson(call)) return 'expected an object';
  const unknown = Object.keys(call).find((key) => !INBOUND_KEYS.includes(key));
  if (unknown) return `unknown key ${unknown}: fields of the webhook itself go into extra`;
  const { generation = 'v1', contact, text, group, extra = {} } = call;
  if (generation !== 'v1' && generation !== 'legacy') return 'generation is v1 or legacy';
  if (!isText(contact)) return 'contact is missing';
  if (text !== undefined && typeof text !== 'string') return 'text is a string';
  if (group !== undefined && !(isJson(group) && isText(group.id))) return 'group needs an id';
  if (!isJson(extra)) return 'extra is an object';
  const body = inboundBody(generation, {
    contact,
    text,
    group: group as Inbound['group'],
    messageId: isText(call.message_id) ? call.message_id : randomUUID(),
    webhookId: isText(call.webhook_id) ? call.webhook_id : randomUUID(),
  });
  return start(emulator, { ...body, ...extra }, call.copies);
}

/** Any body at all, sent as it is: for events the emulator does not know, and for broken ones. */
export function sendWebhook(emulator: Emulator, call: unknown): Started | string {
  if (!isJson(call) || !isJson(call.body)) return 'expected {body: object, copies?}';
  return start(emulator, call.body, call.copies);
}

function start(emulator: Emulator, body: Json, copies: unknown = 1): Started | string {
  if (!Number.isInteger(copies) || Number(copies) < 1) return 'copies is a whole number from 1';
  void emulator.webhooks.deliver(body, Number(copies));
  return { message_id: body.message_id ?? null, webhook_id: body.webhook_id ?? null };
}
