import { isText, type Json } from '../http.ts';
import type { Generation } from '../journal.ts';
import type { Settings } from '../settings.ts';
import { normalizeContact } from './contact.ts';
import type { Directory, Group } from './directory.ts';

/** A send which passed every check. */
export type SendRequest = {
  generation: Generation;
  to: string;
  group?: Group;
  text?: string;
  sender?: string;
  passthrough?: string;
};

/** Text has to stay below 10,000 characters; what is beyond is cut without a word. */
const MAX_TEXT_LENGTH = 9_999;
const MAX_URL_LENGTH = 256;
const MAX_PASSTHROUGH_LENGTH = 1_000;
const MAX_ATTACHMENTS: Record<Generation, number> = { v1: 5, legacy: 3 };
const CHANNELS: Record<Generation, unknown[]> = {
  v1: ['imessage', 'sms', 'rcs', 'whatsapp'],
  legacy: ['imessage', 'sms'],
};
const EFFECTS: unknown[] =
  'slam loud gentle invisibleInk echo spotlight balloons confetti love lasers fireworks shootingStar celebration'.split(
    ' ',
  );
const REACTIONS: Record<Generation, string[]> = {
  v1: ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question'],
  legacy: ['love', 'like', 'dislike', 'laugh', 'exclaim', 'question'],
};

/** Checks a send the way Loop does; answers the request, or the code of the refusal. */
export function readSendRequest(
  settings: Settings,
  directory: Directory,
  generation: Generation,
  body: Json,
): SendRequest | { code: number } {
  const invalid = { code: generation === 'v1' ? 115 : 100 };
  const target = readTarget(settings, directory, generation, body);
  if ('code' in target) return target;
  const sender = generation === 'v1' ? body.sender : body.sender_name;
  if (generation === 'legacy' && !isText(sender)) return { code: 210 };
  const code = checkKind(settings, directory, generation, body) ?? checkChannel(generation, body, target);
  if (code !== undefined) return { code };
  if (body.effect !== undefined && !EFFECTS.includes(body.effect)) return { code: 580 };
  if (body.reply_to_id !== undefined && settings.strict && !directory.hasMessage(body.reply_to_id))
    return { code: 590 };
  if (!areAttachments(body.attachments, MAX_ATTACHMENTS[generation])) return invalid;
  const { passthrough, timeout } = body;
  if (passthrough !== undefined)
    if (typeof passthrough !== 'string' || passthrough.length > MAX_PASSTHROUGH_LENGTH) return invalid;
  if (generation === 'legacy' && timeout !== undefined)
    if (!Number.isInteger(timeout) || Number(timeout) < 5) return invalid;
  return {
    generation,
    ...target,
    text: isText(body.text) ? body.text.slice(0, MAX_TEXT_LENGTH) : undefined,
    sender: isText(sender) ? sender : undefined,
    passthrough,
  };
}

function readTarget(
  settings: Settings,
  directory: Directory,
  generation: Generation,
  body: Json,
): { to: string; group?: Group } | { code: number } {
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
  return typeof to === 'string' ? { to } : to;
}

/** A send is a reaction, a voice message or a text, and each has its own required fields. */
function checkKind(
  settings: Settings,
  directory: Directory,
  generation: Generation,
  body: Json,
): number | undefined {
  const textNeeded = generation === 'legacy';
  if (body.reaction !== undefined) {
    if (body.effect !== undefined) return 620;
    if (!isText(body.reaction) || !REACTIONS[generation].includes(body.reaction.replace(/^-/, '')))
      return 600;
    if (!isText(body.message_id) || (settings.strict && !directory.hasMessage(body.message_id))) return 610;
    return textNeeded && typeof body.text !== 'string' ? 140 : undefined;
  }
  if (body.media_url !== undefined || body.audio_message === true) {
    if (!isText(body.media_url)) return 640;
    if (!isPublicUrl(body.media_url)) return generation === 'v1' ? 115 : 100;
    return textNeeded && typeof body.text !== 'string' ? 140 : undefined;
  }
  return isText(body.text) ? undefined : 140;
}

function checkChannel(
  generation: Generation,
  body: Json,
  target: { to: string; group?: Group },
): number | undefined {
  const channel = generation === 'v1' ? body.channel : body.service;
  if (channel === undefined) return undefined;
  if (!CHANNELS[generation].includes(channel)) return generation === 'v1' ? 115 : 100;
  if (channel !== 'sms') return undefined;
  if (target.group) return 1120;
  if (target.to.includes('@')) return 1110;
  return body.media_url === undefined ? undefined : 1140;
}

function areAttachments(value: unknown, max: number): boolean {
  return value === undefined || (Array.isArray(value) && value.length <= max && value.every(isPublicUrl));
}

function isPublicUrl(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('https://') && value.length <= MAX_URL_LENGTH;
}
