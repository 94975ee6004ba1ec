import type { ClaimedTurn } from '../conversation/turn.ts';
import type { Turn } from '../dspy/fields.ts';
import { fitHistory } from '../dspy/tokens.ts';
import { hideAddresses } from './addresses.ts';
import { EARLIER_FILE } from './attachment-notes.ts';
import { MOST_CHARACTERS_PER_TOKEN, shorten } from './shorten.ts';
import { spokenLine } from './spoken-line.ts';

type Line = ClaimedTurn['history'][number];

/** With less than this a history only confuses. */
const LEAST_TOKENS = 100;

/**
 * The newest earlier lines that fit into `budgetTokens`, oldest first, as turns of user and assistant that alternate.
 * One long line may take a quarter of the budget, or it would push out all that was said before it.
 */
export function dialogue(turn: ClaimedTurn, budgetTokens: number): Turn[] {
  if (budgetTokens < LEAST_TOKENS) return [];
  const lineTokens = budgetTokens / 4;
  const lines = withinReach(turn.history, budgetTokens, lineTokens).map((line): Turn => {
    const content = shorten(asRead(turn, line), lineTokens);
    return { role: line.direction === 'in' ? 'user' : 'assistant', content };
  });
  return merge(fitHistory(lines, budgetTokens));
}

/** The newest lines without those that cannot fit by their length alone: reading them all would take long. */
function withinReach(history: Line[], budgetTokens: number, lineTokens: number): Line[] {
  let left = budgetTokens * MOST_CHARACTERS_PER_TOKEN;
  const tooFar = history.findLastIndex(({ body }) => {
    left -= Math.min(body.length, lineTokens * MOST_CHARACTERS_PER_TOKEN);
    return left < 0;
  });
  return history.slice(tooFar + 1);
}

function asRead(turn: ClaimedTurn, { direction, author, body }: Line): string {
  if (direction === 'out') return hideAddresses(body);
  return spokenLine(turn, { author, text: body, notes: body.trim() === '' ? [EARLIER_FILE] : [] });
}

/** Joined only after fitting: a merged block would be dropped as a whole. */
function merge(lines: readonly Turn[]): Turn[] {
  const turns: Turn[] = [];
  for (const line of lines) {
    const last = turns.at(-1);
    if (last?.role !== line.role) turns.push(line);
    else turns[turns.length - 1] = { role: line.role, content: `${last.content}\n${line.content}` };
  }
  return turns;
}
