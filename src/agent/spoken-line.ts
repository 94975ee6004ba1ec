import { createHash } from 'node:crypto';
import type { ClaimedTurn } from '../conversation/turn.ts';
import { hideAddresses } from './addresses.ts';

interface Spoken {
  author: string | null;
  text: string;
  /** How many pictures or files came with it. */
  files: number;
}

/**
 * What a member said, as the model reads it: addresses hidden, files mentioned, in a group with a label in front.
 * Empty when there is nothing to read.
 */
export function spokenLine(
  { kind, conversationId }: Pick<ClaimedTurn, 'kind' | 'conversationId'>,
  { author, text, files }: Spoken,
): string {
  const said = [defuse(hideAddresses(text)).trim(), fileNote(files)].filter(Boolean).join(' ');
  if (said === '' || kind === 'person') return said;
  // Further lines are set in, or one of them could begin with another member's label.
  return `${label(conversationId, author)}: ${said.replaceAll('\n', '\n  ')}`;
}

/**
 * Made from the author, not from an order of appearance: a person keeps it when old lines leave the history, and nobody
 * can guess a neighbour's to speak in their name. Salted with the conversation, so it cannot be followed across groups.
 */
function label(conversationId: string, author: string | null): string {
  if (author === null) return 'Someone';
  const digest = createHash('sha256').update(`${conversationId}\n${author}`).digest();
  return `Member ${10_000 + (digest.readUInt32BE() % 90_000)}`;
}

function fileNote(files: number): string {
  if (files === 0) return '';
  const what = files === 1 ? 'picture or file' : `${files} pictures or files`;
  return `[${what} attached, which you cannot open]`;
}

/** What a member wrote in brackets must not look like what the server puts in brackets. */
function defuse(text: string): string {
  return text
    .replace(/\[(?=[\s\p{Cf}]*n[\p{Cf}]*o[\p{Cf}]*t[\p{Cf}]*e)/giu, '(')
    .replace(/\[(?=[^\]\n]{0,60}(?:attached|left out))/giu, '(');
}
