import { isText, type Json } from '../http.ts';
import type { Generation } from '../journal.ts';
import type { Callback } from '../webhooks/webhook-sender.ts';
import { checkChannel } from './channel.ts';
import { areAttachments, readKind, type Kind } from './content.ts';
import type { Group } from './directory.ts';
import { isSender, readTarget, type World } from './target.ts';
import { EFFECTS, invalidField } from './vocabulary.ts';

/** A send which passed every check. */
export type SendRequest = {
  generation: Generation;
  kind: Kind;
  to: string;
  group?: Group;
  text?: string;
  sender?: string;
  passthrough?: string;
  /** The transport that was asked for. */
  channel?: string;
  reaction?: string;
  hasAttachments: boolean;
  /** Legacy: where this message's statuses go. */
  callback?: Callback;
};

/** Text has to stay below 10,000 characters; what is beyond is cut without a word. */
const MAX_TEXT_LENGTH = 9_999;
const MAX_PASSTHROUGH_LENGTH = 1_000;
const MAX_CALLBACK_LENGTH = 256;
const MIN_TIMEOUT_SECONDS = 5;

/** Checks a send the way Loop does; answers the request, or the code of the refusal. */
export function readSendRequest(
  world: World,
  generation: Generation,
  body: Json,
): SendRequest | { code: number } {
  const { settings, directory } = world;
  const v1 = generation === 'v1';
  const target = readTarget(world, generation, body);
  if ('code' in target) return target;
  const sender = v1 ? body.sender : body.sender_name;
  if (!v1 && !isText(sender)) return { code: 210 };
  if (isText(sender) && !isSender(generation, sender)) return { code: 220 };
  const kind = readKind(settings, directory, generation, body);
  if (typeof kind !== 'string') return kind;
  const code = checkChannel(generation, body, target) ?? checkOptions(world, generation, body);
  if (code !== undefined) return { code };
  return {
    generation,
    ...target,
    kind,
    text: isText(body.text) ? body.text.slice(0, MAX_TEXT_LENGTH) : undefined,
    sender: isText(sender) ? sender : undefined,
    passthrough: isText(body.passthrough) ? body.passthrough : undefined,
    channel: textOf(v1 ? body.channel : body.service),
    reaction: textOf(body.reaction),
    hasAttachments: Array.isArray(body.attachments) && body.attachments.length > 0,
    callback: v1 ? undefined : readCallback(body),
  };
}

/** The fields which any kind of send may have. */
function checkOptions(
  { settings, directory }: World,
  generation: Generation,
  body: Json,
): number | undefined {
  const invalid = invalidField(generation);
  const { effect, reply_to_id: replyTo, attachments, passthrough, subject } = body;
  if (effect !== undefined && !EFFECTS.includes(effect)) return 580;
  if (replyTo !== undefined && settings.strict && !directory.hasMessage(replyTo)) return 590;
  if (!areAttachments(generation, attachments)) return invalid;
  if (!isShort(passthrough, MAX_PASSTHROUGH_LENGTH) || !isShort(subject, Infinity)) return invalid;
  return generation === 'v1' ? checkContactFile(settings.vcard, body) : checkLegacyOptions(body);
}

function checkContactFile(vcard: boolean, { contact_file: wanted }: Json): number | undefined {
  if (wanted !== undefined && typeof wanted !== 'boolean') return invalidField('v1');
  return wanted === true && !vcard ? 630 : undefined;
}

function checkLegacyOptions(body: Json): number | undefined {
  const { timeout, status_callback: url, status_callback_header: header } = body;
  const fast = !Number.isInteger(timeout) || Number(timeout) < MIN_TIMEOUT_SECONDS;
  if (timeout !== undefined && fast) return invalidField('legacy');
  if (url !== undefined && !(isText(url) && /^https?:/.test(url) && URL.canParse(url)))
    return invalidField('legacy');
  const short = isShort(url, MAX_CALLBACK_LENGTH) && isShort(header, MAX_CALLBACK_LENGTH);
  return short ? undefined : invalidField('legacy');
}

function readCallback({ status_callback: url, status_callback_header: header }: Json): Callback | undefined {
  return isText(url) ? { url, authorization: textOf(header) ?? '' } : undefined;
}

function isShort(value: unknown, max: number): boolean {
  return value === undefined || (typeof value === 'string' && value.length <= max);
}

function textOf(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}
