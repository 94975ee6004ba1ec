import type { ClaimedTurn, HistoryLine } from '../conversation/turn.ts';
import { hideAddresses } from './addresses.ts';
import { EARLIER_FILE } from './attachment-notes.ts';
import { spokenLine } from './spoken-line.ts';

/**
 * An earlier line as a model reads it: a member's like one of the turn itself, with what was found in its files then;
 * addresses hidden in both directions.
 */
export function earlierLine(
  turn: Pick<ClaimedTurn, 'kind' | 'conversationId'>,
  { direction, author, body, heard }: HistoryLine,
): string {
  if (direction === 'out') return hideAddresses(body);
  // Notes of the server, made fit for a model before they were stored.
  const notes = heard === null ? (body.trim() === '' ? [EARLIER_FILE] : []) : [heard];
  return spokenLine(turn, { author, text: body, notes });
}
