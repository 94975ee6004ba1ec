import type { Emulator } from '../emulator.ts';
import { isJson, type Json } from '../http.ts';
import { contactOf } from '../loop/hear.ts';

/** What Loop would know of each contact, with when they and we last wrote (in milliseconds since 1970). */
export function showAudience({ audience }: Emulator): Json[] {
  return audience.members.map(({ id, value, status, messages }) => ({
    id,
    contact: value,
    status,
    messages: messages.size,
    heard_at: audience.heardAt(value) ?? null,
    told_at: audience.toldAt(value) ?? null,
  }));
}

/** Opts a contact in or out on Loop's side; answers what is wrong with the call. */
export function changeAudience({ audience }: Emulator, change: unknown): string | undefined {
  if (!isJson(change)) return 'expected {contact, status}';
  const contact = contactOf(change.contact);
  if (contact === undefined) return 'contact is missing or invalid';
  if (change.status !== 'active' && change.status !== 'unsubscribed')
    return 'status is active or unsubscribed';
  audience.setStatus(contact, change.status);
  return undefined;
}
