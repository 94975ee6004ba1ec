import type { AttachmentReader, ReadAttachment, ReadingUsage } from '../conversation/attachment.reader.ts';
import type { TurnMessage } from '../conversation/turn.ts';
import type { Findings } from './attachment-notes.ts';

/** The newest ones are what the member is talking about; each costs seconds and money. */
export const MOST_FILES = 3;

/**
 * Has the newest files of open messages read, all at the same time. What is not read within `limitMs` counts as
 * unreadable. Rejects with the signal's reason when it is aborted, and with nothing else.
 */
export async function readAttachments(
  messages: readonly TurnMessage[],
  reader: AttachmentReader,
  { signal, limitMs }: { signal?: AbortSignal | undefined; limitMs: number },
): Promise<Findings> {
  const newest = messages.flatMap(filesToRead).toReversed();
  const urls = [...new Set(newest)].slice(0, MOST_FILES);
  if (urls.length === 0) return new Map();
  const limit = AbortSignal.timeout(Math.floor(limitMs));
  const either = signal ? AbortSignal.any([signal, limit]) : limit;
  const read = async (url: string): Promise<[string, ReadAttachment]> => {
    try {
      return [url, await reader.read(url, either)];
    } catch {
      signal?.throwIfAborted();
      return [url, { kind: 'unreadable', reason: 'too-late' }];
    }
  };
  return new Map(await Promise.all(urls.map(read)));
}

/** What reading has used, for the turn's own count. */
export function usageOf(findings: Findings): ReadingUsage {
  const used = [...findings.values()].flatMap(({ usage }) => usage ?? []);
  const sum = (of: keyof ReadingUsage): number => used.reduce((all, usage) => all + usage[of], 0);
  return { promptTokens: sum('promptTokens'), completionTokens: sum('completionTokens') };
}

function filesToRead({ form, spoken, attachments }: TurnMessage): string[] {
  switch (form) {
    // Only text about places and people is inside, in formats that no model takes.
    case 'location':
    case 'contact':
      return [];
    case 'text':
    case 'voice':
    case 'file':
    case 'sticker':
      return spoken ? [] : attachments;
    default:
      return form satisfies never;
  }
}
