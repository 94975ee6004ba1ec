import { estimateTokens } from '../dspy/tokens.ts';
import { MOST_CHARACTERS_PER_TOKEN, shorten } from './shorten.ts';

/** With less than this a text says nothing beside its mark. */
const LEAST_TOKENS_PER_TEXT = 60;

const note = (count: number): string => `[Note: ${count} earlier texts left out.]`;

/**
 * Several texts within `tokens` together, each counted with a line end. Short ones stay whole, long ones share what is
 * left; if there are too many even for that, the newest stay and a note says how many are missing.
 */
export function shortenAll(texts: readonly string[], tokens: number): string[] {
  const share = shareOf(texts, tokens);
  if (share >= LEAST_TOKENS_PER_TEXT) return texts.map((text) => shorten(text, share));
  const room = tokens - estimateTokens(note(texts.length)) - 1;
  const kept = texts.slice(-Math.max(1, Math.floor(room / (LEAST_TOKENS_PER_TEXT + 1))));
  const keptShare = shareOf(kept, room);
  return [note(texts.length - kept.length), ...kept.map((text) => shorten(text, keptShare))];
}

/**
 * The most tokens that each may have so that all fit. What is shared out by length alone can only be more, so texts above
 * that are cut in any case and not counted: a flood of long texts must not hold up the event loop.
 */
function shareOf(texts: readonly string[], tokens: number): number {
  const least = texts.map((text) => text.length / MOST_CHARACTERS_PER_TOKEN);
  const ceiling = fairShare(least, tokens);
  const costs = texts.map((text, index) => (least[index]! > ceiling ? Infinity : estimateTokens(text)));
  return fairShare(costs, tokens);
}

/** What small ones leave over goes to the large ones. Infinity when all fit. */
function fairShare(costs: readonly number[], tokens: number): number {
  let left = tokens - costs.length;
  const ascending = costs.toSorted((a, b) => a - b);
  for (const [index, cost] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (cost > share) return share;
    left -= cost;
  }
  return Infinity;
}
