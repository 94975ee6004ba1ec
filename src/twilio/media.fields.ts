import type { InboundMessage, MessageForm } from '../conversation/channel-event.ts';
import type { TwilioEventDto } from './twilio-event.dto.ts';

/** Twilio sends at most ten files with a message; what says that there are more is not believed. */
const MAX_FILES = 10;

/** The files of a message and, from what kind they are, what was sent. */
export function mediaOf(event: TwilioEventDto): Pick<InboundMessage, 'attachments' | 'form'> {
  const count = Math.min(Number(event.NumMedia) || 0, MAX_FILES);
  const numbers = Array.from({ length: count }, (_, index) => index);
  const attachments = numbers.map((n) => field(event, `MediaUrl${n}`)).filter((url) => url !== '');
  const types = numbers.map((n) => field(event, `MediaContentType${n}`).toLowerCase());
  return { attachments, form: event.Latitude ? 'location' : formOf(types) };
}

function formOf(types: string[]): MessageForm {
  if (types.length === 0) return 'text';
  if (types.every((type) => type.startsWith('audio/'))) return 'voice';
  return types.every((type) => /^text\/(?:x-)?vcard\b/.test(type)) ? 'contact' : 'file';
}

/** One of the numbered fields, which the DTO cannot name. */
function field(event: TwilioEventDto, name: string): string {
  const value = (event as unknown as Record<string, unknown>)[name];
  return typeof value === 'string' ? value.trim() : '';
}
