import { isJson, isText, type Json } from '../http.ts';
import type { Audience } from './audience.ts';
import { normalizeContact } from './contact.ts';

/** The events which say that a person did something; message_reply is the oldest accounts' message_inbound. */
const HEARD = ['message_inbound', 'message_reply', 'message_reaction'];
const OPT_IN = ['opt-in', 'opt_in', 'conversation_inited'];

/** What a webhook, of either generation and however it was made, says about the person in it. */
export function hear(audience: Audience, webhook: Json): void {
  const contact = contactOf(webhook.contact ?? webhook.recipient);
  if (contact === undefined) return;
  const event = String(webhook.event ?? webhook.alert_type);
  if (OPT_IN.includes(event) || webhook.type === 'opt_in') audience.setStatus(contact, 'active');
  if (!HEARD.includes(event) || !isText(webhook.message_id)) return;
  const language = isJson(webhook.language) ? webhook.language.code : undefined;
  const fallback = event === 'message_reaction' ? 'reaction' : 'text';
  audience.hear(contact, groupId(webhook.group), {
    id: webhook.message_id,
    at: Date.now(),
    channel: textOr(webhook.channel ?? webhook.delivery_type, 'imessage'),
    direction: 'inbound',
    language: textOr(language, 'EN').toUpperCase(),
    type: textOr(webhook.message_type, fallback),
    text: textOr(webhook.text, ''),
  });
}

/** The id in a webhook's group, which is an object there; some write the bare id. */
export function groupId(group: unknown): string | undefined {
  const id = isJson(group) ? (group.id ?? group.group_id) : group;
  return isText(id) ? id : undefined;
}

export function contactOf(value: unknown): string | undefined {
  const contact = isText(value) ? normalizeContact(value) : undefined;
  return typeof contact === 'string' ? contact : undefined;
}

function textOr(value: unknown, fallback: string): string {
  return isText(value) ? value : fallback;
}
