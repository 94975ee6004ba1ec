import type { InboundMessage, MessageForm } from '../conversation/channel-event.ts';
import type { LoopEvent } from './loop.event.ts';

/** `message_type` where it says more than "text". `contact` is in no list of Loop's, and would be named like this. */
const FORMS: ReadonlyMap<string, MessageForm> = new Map([
  ['audio', 'voice'],
  ['attachments', 'file'],
  ['sticker', 'sticker'],
  ['location', 'location'],
  ['contact', 'contact'],
]);

type Content = Pick<InboundMessage, 'text' | 'attachments' | 'form' | 'spoken' | 'replyToId'>;

/**
 * What somebody sent. The files of a voice message are kept beside its transcript; and a place, a sticker or a contact
 * may come without a text and without a file, as Loop does not document where it puts them.
 */
export function contentOf(event: LoopEvent): Content {
  const { attachments, messageType, threadId } = event;
  const { text, spoken } = textOf(event);
  const nothingButFiles = attachments.length > 0 && text.trim() === '';
  const untold = spoken ? 'voice' : nothingButFiles ? 'file' : 'text';
  const form = FORMS.get(messageType ?? '') ?? untold;
  return { text, attachments, form, spoken, replyToId: threadId };
}

/**
 * What was heard in a voice message, whatever stands beside it; nobody types into one. Elsewhere a transcript only
 * stands in for a text that is missing, and so does a subject: some phones put all there is to say into it.
 */
function textOf({ text, speech, subject, messageType }: LoopEvent): { text: string; spoken: boolean } {
  const written = { words: text, spoken: false };
  const heard = { words: speech, spoken: true };
  const order = messageType === 'audio' ? [heard, written] : [written, heard];
  const found = [...order, { words: subject, spoken: false }].find(({ words }) => words?.trim());
  return { text: found?.words ?? text ?? '', spoken: found?.spoken ?? false };
}
