import { isText, type Json } from '../http.ts';
import type { Generation } from '../journal.ts';
import type { Settings } from '../settings.ts';
import type { Directory } from './directory.ts';
import { invalidField, REACTIONS } from './vocabulary.ts';

export type Kind = 'text' | 'reaction' | 'audio';

const MAX_URL_LENGTH = 256;
const MAX_ATTACHMENTS: Record<Generation, number> = { v1: 5, legacy: 3 };
const AUDIO = /\.(mp3|wav|m4a|caf|aac)$/i;

/** A send is a reaction, a voice message or a text, and each has its own required fields. */
export function readKind(
  settings: Settings,
  directory: Directory,
  generation: Generation,
  body: Json,
): Kind | { code: number } {
  // Legacy asks for a text with all three, though it may be empty.
  const textMissing = generation === 'legacy' && typeof body.text !== 'string';
  if (body.reaction !== undefined) {
    if (body.effect !== undefined) return { code: 620 };
    if (!isText(body.reaction) || !REACTIONS[generation].includes(body.reaction.replace(/^-/, '')))
      return { code: 600 };
    if (!isText(body.message_id) || (settings.strict && !directory.hasMessage(body.message_id)))
      return { code: 610 };
    return textMissing ? { code: 140 } : 'reaction';
  }
  if (body.media_url !== undefined || body.audio_message === true) {
    if (!isText(body.media_url)) return { code: 640 };
    const extension = extensionOf(body.media_url);
    if (!isPublicUrl(body.media_url) || (extension && !AUDIO.test(extension)))
      return { code: invalidField(generation, true) };
    if (textMissing) return { code: 140 };
    return generation === 'legacy' && body.audio_message !== true ? { code: 120 } : 'audio';
  }
  return isText(body.text) ? 'text' : { code: 140 };
}

export function areAttachments(generation: Generation, value: unknown): boolean {
  if (value === undefined) return true;
  return Array.isArray(value) && value.length <= MAX_ATTACHMENTS[generation] && value.every(isPublicUrl);
}

/** Reachable for Loop: https, and not longer than it stores. That it can be downloaded is not tried. */
export function isPublicUrl(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.startsWith('https://') &&
    value.length <= MAX_URL_LENGTH &&
    URL.canParse(value)
  );
}

/** With its dot; empty where the path has none, which says nothing about the file. */
export function extensionOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  return /\.\w{1,5}$/.exec(path)?.[0] ?? '';
}

export function isAudioUrl(url: unknown): boolean {
  return typeof url === 'string' && AUDIO.test(extensionOf(url));
}
