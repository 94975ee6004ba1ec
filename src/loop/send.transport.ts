import type { Generation } from './send.codes.ts';

/** `other`: one that Loop has added since. Nothing but texts and files is asked of it. */
export type Transport = 'imessage' | 'sms' | 'rcs' | 'whatsapp' | 'other';

const KNOWN: Readonly<Record<Generation, readonly string[]>> = {
  v1: ['imessage', 'sms', 'rcs', 'whatsapp'],
  legacy: ['imessage', 'sms'],
};

/** Loop tries iMessage first where none is named. */
export function transportOf(service = 'imessage'): Transport {
  const name = service.toLowerCase();
  return KNOWN.v1.includes(name) ? (name as Transport) : 'other';
}

/** The transport to ask for by name; undefined where the generation has no such name, and Loop chooses. */
export function transportName(service: string | undefined, generation: Generation): string | undefined {
  const name = service?.toLowerCase();
  return name !== undefined && KNOWN[generation].includes(name) ? name : undefined;
}
