import { variable } from './variables.ts';

/** Where an alarm goes: posted to an address, or as a text to a contact; without a channel, on whichever works. */
export type AlertTarget =
  { kind: 'webhook'; url: string } | { kind: 'contact'; channel: string | null; contact: string };

const CONTACT = /^(?:([a-z][a-z0-9-]*):)?(\+\d{7,15}|[^\s:@]+@[^\s:@]+\.[^\s:@]+)$/;

/** An https address, http on this machine, or a phone number or e-mail address with or without a channel before it. */
export function alertTarget(): PropertyDecorator {
  return variable(
    'alertTarget',
    'an https:// address, or a phone number with + or an e-mail address, where the channel may stand before it: loop:+12055550123',
    String,
    (value) => readAlertTarget(String(value)) !== undefined,
  );
}

/** Undefined when it is none. */
export function readAlertTarget(text: string): AlertTarget | undefined {
  const [, channel = null, contact] = CONTACT.exec(text) ?? [];
  if (contact !== undefined) return { kind: 'contact', channel, contact };
  const url = URL.parse(text);
  if (!url) return undefined;
  const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  const fine = url.protocol === 'https:' || (url.protocol === 'http:' && local);
  return fine ? { kind: 'webhook', url: text } : undefined;
}
