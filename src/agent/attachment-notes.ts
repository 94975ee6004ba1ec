import type { ReadAttachment } from '../conversation/attachment.reader.ts';
import type { TurnMessage } from '../conversation/turn.ts';
import { memberWords, wordsInNote } from './member-words.ts';

/** What was found in files, by their URL. */
export type Findings = ReadonlyMap<string, ReadAttachment>;

/** Stands before words that were spoken: they may have been misheard. */
export const SPOKEN = '[voice message]';

/** For a line of the history without words. What was found in the file is not kept, but Chip may have answered it. */
export const EARLIER_FILE = '[picture, voice message or other file attached earlier]';

/**
 * What there is to read of a message beside its text: what was heard and seen in its files, and a note for what was not,
 * so that Chip says so instead of guessing. Without addresses of files. Never empty when there is no text, unless a
 * member has sent nothing at all.
 */
export function attachmentNotes(message: TurnMessage, findings: Findings): string[] {
  // The words of the file are the text already.
  if (message.spoken && message.text.trim() !== '') return [];
  const notes = message.attachments.flatMap((url) => noteOf(findings.get(url), message) ?? []);
  const unread = message.attachments.length - notes.length;
  // A file whose URL did not come along was sent all the same.
  const missing = message.form !== 'text' && notes.length === 0 ? Math.max(1, unread) : unread;
  return missing > 0 ? [...notes, unreadNote(message, missing)] : notes;
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
