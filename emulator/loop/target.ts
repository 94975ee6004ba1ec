import { isText, type Json } from '../http.ts';
import type { Generation } from '../journal.ts';
import type { Settings } from '../settings.ts';
import type { Audience } from './audience.ts';
import { isContactId, normalizeContact } from './contact.ts';
import type { Directory, Group } from './directory.ts';

export type Target = { to: string; group?: Group };

/** What a send is checked against. */
export type World = { settings: Settings; directory: Directory; audience: Audience };

/** Whom a send is for: a group by the id a webhook has mentioned, or a person. */
export function readTarget(world: World, generation: Generation, body: Json): Target | { code: number } {
  const { settings, directory, audience } = world;
  if (body.group !== undefined && body.group !== null) {
    // The id is a string in a request, although webhooks carry an object; legacy has no code for this mistake.
    const invalid = { code: generation === 'v1' ? 165 : 160 };
    if (!isText(body.group)) return invalid;
    const group = directory.findGroup(body.group);
    if (!group && settings.strict) return invalid;
    return { to: body.group, group: group ?? { id: body.group, participants: [] } };
  }
  const contact = generation === 'v1' ? body.contact : body.recipient;
  if (contact === undefined || contact === null || contact === '') return { code: 150 };
  if (typeof contact !== 'string') return { code: 160 };
  const to = normalizeContact(contact);
  if (typeof to !== 'string') return to;
  if (!isContactId(to)) return { to };
  // Only v1 gives out contact ids, in its audience.
  const known = audience.find(to);
  if (generation === 'legacy' || (!known && settings.strict)) return { code: 160 };
  return { to: known?.value ?? to };
}

/** v1 takes an id and legacy a name that looks like an e-mail address; neither takes a phone number. */
export function isSender(generation: Generation, sender: string): boolean {
  const value = normalizeContact(sender);
  if (typeof value === 'string' && value.startsWith('+')) return false;
  return generation === 'v1' ? !sender.includes('@') : !isContactId(sender);
}
