import type { ReadAttachment } from '../conversation/attachment.reader.ts';
import type { MessageReading, TurnMessage } from '../conversation/turn.ts';
import { memberWords, wordsInNote } from './member-words.ts';
import { shortenAll } from './shorten-all.ts';

/** What was found in files, by their URL. */
export type Findings = ReadonlyMap<string, ReadAttachment>;

/** Of one message's files, as every later turn may have to read it: at most 1,980 characters, some 330 words. */
const MOST_TOKENS_KEPT = 660;

/** Stands before words that were spoken: they may have been misheard. */
export const SPOKEN = '[voice message]';

/** For a line of the history without words whose files nobody could read, or has: a group was only listened to. */
export const EARLIER_FILE = '[picture, voice message or other file attached earlier]';

/**
 * What there is to read of a message beside its text: what was heard and seen in its files, and a note for what was not,
 * so that Chip says so instead of guessing. Without addresses of files. Never empty when there is no text, unless a
 * member has sent nothing at all.
 */
export function attachmentNotes(message: TurnMessage, findings: Findings): string[] {
  if (wordsAreText(message)) return [];
  const notes = found(message, findings);
  const unread = message.attachments.length - notes.length;
  // A file whose URL did not come along was sent all the same.
  const missing = message.form !== 'text' && notes.length === 0 ? Math.max(1, unread) : unread;
  return missing > 0 ? [...notes, unreadNote(message, missing)] : notes;
}

/** What of that is to be remembered with the messages: what was heard and seen, shortened. */
export function readingsOf(messages: readonly TurnMessage[], findings: Findings): MessageReading[] {
  return messages.flatMap((message) => {
    // A file that is listed many times is one file.
    const notes = wordsAreText(message) ? [] : [...new Set(found(message, findings))];
    if (notes.length === 0) return [];
    return { messageId: message.id, text: shortenAll(notes, MOST_TOKENS_KEPT).join(' ') };
  });
}

/** The channel has heard the file, and what it heard is what the member wrote. */
function wordsAreText({ spoken, text }: TurnMessage): boolean {
  return spoken && text.trim() !== '';
}

function found(message: TurnMessage, findings: Findings): string[] {
  return message.attachments.flatMap((url) => noteOf(findings.get(url), message) ?? []);
}

function noteOf(reading: ReadAttachment | undefined, { form }: TurnMessage): string | undefined {
  switch (reading?.kind) {
    case 'speech':
      return `${SPOKEN} ${memberWords(reading.text)}`;
    case 'picture':
      return `[Picture${form === 'sticker' ? ' of a sticker' : ''}: ${wordsInNote(reading.description)}]`;
    case 'unreadable':
    case undefined:
      return undefined;
    default:
      return reading satisfies never;
  }
}

function unreadNote({ form }: TurnMessage, files: number): string {
  switch (form) {
    case 'voice':
      return '[voice message attached, which you could not hear]';
    case 'sticker':
      return '[sticker attached, which you cannot see]';
    case 'location':
      return '[location attached, which you cannot look up]';
    case 'contact':
      return '[contact card attached, which you cannot open]';
    case 'file':
    case 'text':
      return `[${files === 1 ? 'picture or file' : `${files} pictures or files`} attached, which you cannot open]`;
    default:
      return form satisfies never;
  }
}
