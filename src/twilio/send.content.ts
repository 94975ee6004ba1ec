import type { OutboundMessage } from '../conversation/messaging.adapter.ts';

/** Twilio refuses more, in characters and in files. https://www.twilio.com/docs/messaging/api/message-resource */
export const MAX_TEXT_LENGTH = 1600;
const MAX_FILES = 10;

export type SendContent =
  | { kind: 'message'; text: string; mediaUrls: string[] }
  | { kind: 'nothing'; code: 'nothing-to-send' | 'unsupported' | 'text-too-long' };

export interface ReadContent {
  content: SendContent;
  /** What cannot be sent by text message, by field; the number says how many. */
  leftOut: Record<string, number>;
}

const NOT_BY_TEXT = ['reaction', 'voiceUrl', 'subject', 'effect', 'replyToId', 'contactCard'] as const;

/** A text and files from https addresses. A tapback or a voice message falls back to its text. */
export function readContent(message: OutboundMessage): ReadContent {
  const { text, attachments = [], targetKind, reaction } = message;
  const leftOut: Record<string, number> = {};
  for (const field of NOT_BY_TEXT) if (message[field]) leftOut[field] = 1;
  const mediaUrls = attachments.filter(isSendable).slice(0, MAX_FILES);
  if (mediaUrls.length < attachments.length) leftOut.attachments = attachments.length - mediaUrls.length;

  const nothing = (code: Extract<SendContent, { kind: 'nothing' }>['code']): ReadContent => ({
    content: { kind: 'nothing', code },
    leftOut,
  });
  if (targetKind === 'group') return nothing('unsupported');
  if (!text.trim() && mediaUrls.length === 0) return nothing(reaction ? 'unsupported' : 'nothing-to-send');
  if (text.length > MAX_TEXT_LENGTH) return nothing('text-too-long');
  return { content: { kind: 'message', text, mediaUrls }, leftOut };
}

function isSendable(url: string): boolean {
  return URL.parse(url)?.protocol === 'https:';
}
