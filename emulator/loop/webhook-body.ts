import type { Json } from '../http.ts';
import type { Generation } from '../journal.ts';
import type { Group } from './directory.ts';

/** Our own side of a conversation, where the client did not name it: an id in v1, a name in legacy. */
export const SENDER: Record<Generation, string> = {
  v1: '6f1c2a30-5d0e-4b7a-9c41-0e5a7d3b9f10',
  legacy: 'emulator@imsg.example',
};

export type Inbound = {
  contact: string;
  text?: string;
  group?: { id: string; name?: string; participants?: string[] };
  messageId: string;
  webhookId: string;
};

export function groupOf(generation: Generation, { id, name, participants }: Group): Json {
  return { [generation === 'v1' ? 'id' : 'group_id']: id, name, participants };
}

/** The webhook of a person who wrote; `text` is left out where there is none, as for a picture. */
export function inboundBody(generation: Generation, inbound: Inbound): Json {
  const { contact, text, group, messageId, webhookId } = inbound;
  const v1 = generation === 'v1';
  return {
    [v1 ? 'event' : 'alert_type']: 'message_inbound',
    [v1 ? 'contact' : 'recipient']: contact,
    message_id: messageId,
    webhook_id: webhookId,
    api_version: '1.0',
    text,
    message_type: 'text',
    [v1 ? 'channel' : 'delivery_type']: 'imessage',
    [v1 ? 'sender' : 'sender_name']: SENDER[generation],
    group: group && groupOf(generation, { participants: [contact], ...group }),
  };
}
