import { createHash } from 'node:crypto';
import type { ClaimedTurn } from '../conversation/turn.ts';
import { memberWords } from './member-words.ts';

interface Spoken {
  author: string | null;
  text: string;
  /** In brackets before the text, such as that it was spoken. */
  mark?: string;
  /** About what came with the text. Ready to be read: they are not looked at again. */
  notes: readonly string[];
}

/**
 * What a member said, as the model reads it: addresses hidden, files mentioned, in a group with a label in front.
 * Empty when there is nothing to read.
 */
export function spokenLine(
  { kind, conversationId }: Pick<ClaimedTurn, 'kind' | 'conversationId'>,
  { author, text, mark = '', notes }: Spoken,
): string {
  const words = memberWords(text);
  const said = [words && mark, words, ...notes].filter(Boolean).join(' ');
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
