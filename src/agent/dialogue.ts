import type { ClaimedTurn, HistoryLine } from '../conversation/turn.ts';
import type { Turn } from '../dspy/fields.ts';
import { estimateTokens, fitHistory } from '../dspy/tokens.ts';
import { earlierLine } from './earlier-line.ts';
import { wordsInNote } from './member-words.ts';
import { MOST_CHARACTERS_PER_TOKEN, shorten } from './shorten.ts';

/** With less than this a history only confuses. */
const LEAST_TOKENS = 100;
/** Role and delimiters, as `fitHistory` counts them. */
const TOKENS_PER_TURN = 5;
/** Lines leave at the old end so many at a time: a provider's prompt cache is good for the longest equal beginning. */
const CUT_LINES = 10;

/** Of the room for new texts and history: what one line may take, or it would push out all that was said before it. */
export const LINE_SHARE = 1 / 4;

/**
 * The summary and the newest earlier lines that fit into `budgetTokens`, oldest first, as turns of user and assistant
 * that alternate. From one turn to the next they only grow at their end, as long as the summary stays and all fits.
 *
 * @param roomTokens the budget of a turn whose new texts take nothing. Lines are shortened by it: by what a turn leaves
 *   over they would be cut anew at each turn.
 */
export function dialogue(turn: ClaimedTurn, budgetTokens: number, roomTokens: number): Turn[] {
  if (budgetTokens < LEAST_TOKENS) return [];
  const summary = turn.summary === null ? [] : [summaryTurn(turn.summary, budgetTokens / 2)];
  const spent = summary.map(({ content }) => estimateTokens(content) + TOKENS_PER_TURN)[0] ?? 0;
  const budget = budgetTokens - spent;
  const lineTokens = Math.min(roomTokens * LINE_SHARE, budget / 2);
  const lines = withinReach(turn.history, budget, lineTokens).map((line): Turn => {
    const content = shorten(earlierLine(turn, line), lineTokens);
    return { role: line.direction === 'in' ? 'user' : 'assistant', content };
  });
  const dropped = turn.history.length - fitHistory(lines, budget).length;
  const steady = Math.ceil(dropped / CUT_LINES) * CUT_LINES;
  const kept = turn.history.length - (steady < turn.history.length ? steady : dropped);
  return [...summary, ...merge(kept === 0 ? [] : lines.slice(-kept))];
}

/** Made by a model from what members said, so it is marked as theirs and can neither end its mark nor begin another. */
function summaryTurn(summary: string, tokens: number): Turn {
  const note = `[Summary of what was said earlier: ${wordsInNote(summary)}]`;
  return { role: 'user', content: shorten(note, tokens) };
}

/** The newest lines without those that cannot fit by their length alone: reading them all would take long. */
function withinReach(history: HistoryLine[], budgetTokens: number, lineTokens: number): HistoryLine[] {
  let left = budgetTokens * MOST_CHARACTERS_PER_TOKEN;
  const tooFar = history.findLastIndex(({ body, heard }) => {
    left -= Math.min(body.length + (heard?.length ?? 0), lineTokens * MOST_CHARACTERS_PER_TOKEN);
    return left < 0;
  });
  return history.slice(tooFar + 1);
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
