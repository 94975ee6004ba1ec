import type { ClaimedTurn, HistoryLine } from '../conversation/turn.ts';
import { estimateTokens } from '../dspy/tokens.ts';
import { LINE_SHARE } from './dialogue.ts';
import { MOST_CHARACTERS_PER_TOKEN } from './shorten.ts';

/**
 * A conversation is summed up when it has more lines than this since the last time. Half of what is read from the store
 * (`HISTORY_LIMIT`): the other half is for lines that come until that is done.
 */
const MOST_LINES = 40;
/** So many of the newest stay as they were said. The others are at least 21, which is one summary in ten answers. */
const KEPT_LINES = 20;

/**
 * The same for long lines, by shares of the room for new texts and history. Were it full before 40 lines, lines would
 * leave at its old end with each turn, in no summary yet.
 */
const MOST_SHARE = 1 / 2;
const KEPT_SHARE = 1 / 4;
/** With less room the summary itself would take the place of what it sums up. */
const LEAST_ROOM = 1_000;

/**
 * The lines that should become a part of the summary now: all but the newest, when there are many; else none. Only such
 * as nothing can come to stand before.
 *
 * @param roomTokens what new texts and history may take together
 */
export function linesToFold({ history }: ClaimedTurn, roomTokens: number): HistoryLine[] {
  if (roomTokens < LEAST_ROOM) return [];
  const newestFirst = history.toReversed();
  const fits = (share: number): number => countWithin(newestFirst, roomTokens, share);
  if (history.length <= MOST_LINES && fits(MOST_SHARE) === history.length) return [];
  const kept = Math.min(KEPT_LINES, fits(KEPT_SHARE));
  return history.slice(0, history.length - kept).filter(({ settled }) => settled);
}

/** How many lines, from the first on, take at most a share of the room together. Stops counting there. */
function countWithin(lines: readonly HistoryLine[], roomTokens: number, share: number): number {
  let left = roomTokens * share;
  const over = lines.findIndex((line) => (left -= tokensOf(line, roomTokens * LINE_SHARE)) < 0);
  return over === -1 ? lines.length : over;
}

/** As it will be shortened for the model; its speaker's label and the format not counted. */
function tokensOf({ body, heard }: HistoryLine, lineTokens: number): number {
  const text = `${body} ${heard ?? ''}`.slice(0, Math.ceil(lineTokens * MOST_CHARACTERS_PER_TOKEN));
  return Math.min(lineTokens, estimateTokens(text));
}
