import { randomUUID } from 'node:crypto';
import type { Json } from '../http.ts';
import type { Generation } from '../journal.ts';
import { reactionIn } from './vocabulary.ts';
import { SENDER, groupOf } from './webhook-body.ts';

/** Loop's words: of a message (`message_type`) or of the event itself. */
export const KINDS = [
  'text',
  'attachments',
  'audio',
  'sticker',
  'location',
  'reaction',
  'opt_in',
  'group_created',
  'inbound_call',
  'unknown',
] as const;

export type InboundKind = (typeof KINDS)[number];

/** Something a person does. */
export type Inbound = {
  kind: InboundKind;
  contact: string;
  messageId: string;
  webhookId: string;
  text?: string;
  group?: { id: string; name?: string; participants?: string[] };
  attachments?: string[];
  /** What Loop recognised in a voice note; without it there is only the recording. */
  speech?: Json;
  reaction?: string;
  /** v1: came by an opt-in link, which carried these. */
  parameters?: Json;
  channel?: string;
  subject?: string;
  threadId?: string;
};

const ORGANIZATION = '0c7de7a1-93b8-4b59-9d0f-31f4b8a3c6e2';

/** What a file of each kind is, where the call names none. Nothing is behind these addresses. */
const FILES: Partial<Record<InboundKind, string>> = {
  attachments: 'https://files.example/emulator/picture.jpeg',
  audio: 'https://files.example/emulator/voice.m4a',
  sticker: 'https://files.example/emulator/sticker.png',
  location: 'https://files.example/emulator/place.loc.vcf',
};

/**
 * The webhooks of what a person did, the one of the call last. The first message ever is announced in addition to
 * being delivered, by an event of its own with the same message id.
 */
export function inboundBodies(generation: Generation, inbound: Inbound): Json[] {
  const main = mainBody(generation, inbound);
  if (inbound.kind !== 'opt_in') return [main];
  const event = generation === 'v1' ? 'opt-in' : 'conversation_inited';
  const { text } = inbound;
  return [{ ...common(generation, event, inbound), webhook_id: randomUUID(), text }, main];
}

function mainBody(generation: Generation, inbound: Inbound): Json {
  const { kind, text, subject, threadId, group } = inbound;
  const base = (event: string): Json => common(generation, event, inbound);
  const channel = { [generation === 'v1' ? 'channel' : 'delivery_type']: inbound.channel ?? 'imessage' };
  const where = group && groupOf(generation, { participants: [inbound.contact], ...group });
  if (kind === 'inbound_call' || kind === 'unknown') return { ...base(kind), message_id: undefined };
  if (kind === 'group_created') return { ...base(kind), text, group: where };
  if (kind === 'reaction') {
    const reaction = reactionIn(generation, inbound.reaction ?? 'like');
    return { ...base('message_reaction'), text, reaction, message_type: kind, ...channel, group: where };
  }
  return {
    ...base('message_inbound'),
    // Speech comes beside an empty text.
    text: text ?? (inbound.speech ? '' : undefined),
    subject,
    thread_id: threadId,
    message_type: kind === 'opt_in' ? 'text' : kind,
    ...channel,
    group: where,
    attachments: inbound.attachments ?? (FILES[kind] && [FILES[kind]]),
    speech: inbound.speech,
    ...(inbound.parameters && {
      type: 'opt_in',
      organization_id: ORGANIZATION,
      parameters: inbound.parameters,
    }),
  };
}

function common(generation: Generation, event: string, { contact, messageId, webhookId }: Inbound): Json {
  const v1 = generation === 'v1';
  return {
    [v1 ? 'event' : 'alert_type']: event,
    [v1 ? 'contact' : 'recipient']: contact,
    message_id: messageId,
    webhook_id: webhookId,
    api_version: '1.0',
    [v1 ? 'sender' : 'sender_name']: SENDER[generation],
  };
}
