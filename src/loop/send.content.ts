import type { OutboundMessage } from '../conversation/messaging.adapter.ts';
import type { Generation } from './send.codes.ts';
import { isPicture, isSendable, isVoice } from './send.files.ts';
import { reactionName } from './send.reaction.ts';
import { transportOf, type Transport } from './send.transport.ts';

/** One message as its transport can carry it. */
export type SendContent =
  | {
      kind: 'text';
      text: string;
      attachments: string[];
      subject?: string;
      effect?: string;
      replyToId?: string;
      contactCard?: boolean;
    }
  | { kind: 'voice'; text: string; mediaUrl: string }
  | { kind: 'reaction'; text: string; messageId: string; name: string }
  | { kind: 'nothing'; code: 'nothing-to-send' | 'unsupported' };

export interface ReadContent {
  content: SendContent;
  /** What could not be sent, by field; the number says how many. */
  leftOut: Record<string, number>;
}

const MAX_ATTACHMENTS: Readonly<Record<Generation, number>> = { v1: 5, legacy: 3 };

const EFFECTS = new Set(
  'slam loud gentle invisibleInk echo spotlight balloons confetti love lasers fireworks shootingStar celebration'.split(
    ' ',
  ),
);

/** Loop takes no message without a text. This one says in every language that the file beside it is meant. */
const CAPTION = '\u{1F4CE}';

/** Leaves out what the transport or the generation cannot do. A tapback or a voice message falls back to its text. */
export function readContent(message: OutboundMessage, generation: Generation): ReadContent {
  const transport = transportOf(message.service ?? message.transport);
  const leftOut: Record<string, number> = {};
  const special =
    transport === 'imessage' ? (reactionOf(message, generation) ?? voiceOf(message)) : undefined;
  if (special) return { content: special, leftOut };
  for (const field of ['reaction', 'voiceUrl'] as const) if (message[field] !== undefined) leftOut[field] = 1;

  const content = textOf(message, generation, transport, leftOut);
  const bare = !content.text && content.attachments.length === 0 && !content.contactCard;
  if (!bare) return { content: { ...content, text: content.text || CAPTION }, leftOut };
  const code = message.reaction ? 'unsupported' : 'nothing-to-send';
  return { content: { kind: 'nothing', code }, leftOut };
}

function reactionOf({ reaction, text }: OutboundMessage, generation: Generation): SendContent | undefined {
  const name = reaction && reactionName(reaction.name, generation);
  if (!name || reaction.to === '') return undefined;
  return { kind: 'reaction', text: text.trim() ? text : reaction.name, messageId: reaction.to, name };
}

function voiceOf({ voiceUrl, text }: OutboundMessage): SendContent | undefined {
  if (voiceUrl === undefined || !isSendable(voiceUrl) || !isVoice(voiceUrl)) return undefined;
  return { kind: 'voice', text: text.trim() ? text : CAPTION, mediaUrl: voiceUrl };
}

function textOf(
  message: OutboundMessage,
  generation: Generation,
  transport: Transport,
  leftOut: Record<string, number>,
): Extract<SendContent, { kind: 'text' }> {
  const person = message.targetKind === 'person';
  // Legacy's groups know a text and files, v1's all but the contact card.
  const rich = transport === 'imessage' && (person || generation === 'v1');
  const keep = <T>(field: string, value: T | undefined, possible: boolean): T | undefined => {
    if (!value) return undefined;
    if (!possible) leftOut[field] = 1;
    return possible ? value : undefined;
  };
  return {
    kind: 'text',
    text: message.text.trim() ? message.text : '',
    attachments: attachmentsOf(message.attachments ?? [], generation, transport, leftOut),
    subject: keep('subject', message.subject, rich),
    effect: keep('effect', message.effect, rich && EFFECTS.has(message.effect ?? '')),
    replyToId: keep('replyToId', message.replyToId, rich),
    contactCard: keep(
      'contactCard',
      message.contactCard,
      generation === 'v1' && person && transport !== 'sms',
    ),
  };
}

function attachmentsOf(
  urls: string[],
  generation: Generation,
  transport: Transport,
  leftOut: Record<string, number>,
): string[] {
  const fitting = urls.filter((url) => isSendable(url) && (transport !== 'sms' || isPicture(url)));
  const sent = fitting.slice(0, MAX_ATTACHMENTS[generation]);
  if (sent.length < urls.length) leftOut.attachments = urls.length - sent.length;
  return sent;
}
