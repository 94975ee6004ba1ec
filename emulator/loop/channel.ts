import type { Json } from '../http.ts';
import type { Generation } from '../journal.ts';
import { extensionOf, isAudioUrl } from './content.ts';
import type { Target } from './target.ts';
import { CHANNELS, invalidField } from './vocabulary.ts';

const PICTURE = /^\.(png|jpe?g|gif|webp|hei[cf]|bmp|tiff?)$/i;
/** Loop judges this by means nobody outside knows; a few unmistakable words make the refusal possible to test. */
const MARKETING = /\b(buy now|limited (time )?offer|promo code|discount|\d+ ?% off|free gift)\b/i;
const NOT_BY_SMS = ['subject', 'effect', 'reply_to_id', 'reaction'];

/** The rules of a transport that was asked for; without one the sender's own is taken and all is allowed. */
export function checkChannel(generation: Generation, body: Json, target: Target): number | undefined {
  const channel = generation === 'v1' ? body.channel : body.service;
  if (channel === undefined) return undefined;
  if (!CHANNELS[generation].includes(channel)) return invalidField(generation);
  if (channel !== 'sms') return undefined;
  if (target.group) return 1120;
  if (target.to.includes('@')) return 1110;
  const attachments: unknown[] = Array.isArray(body.attachments) ? body.attachments : [];
  if (body.media_url !== undefined || attachments.some(isAudioUrl)) return 1140;
  if (typeof body.text === 'string' && MARKETING.test(body.text)) return 1130;
  if (NOT_BY_SMS.some((field) => body[field] !== undefined)) return invalidField(generation);
  return attachments.every(mayBePicture) ? undefined : invalidField(generation);
}

function mayBePicture(url: unknown): boolean {
  const extension = typeof url === 'string' ? extensionOf(url) : '';
  return extension === '' || PICTURE.test(extension);
}
