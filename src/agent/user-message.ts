import type { ClaimedTurn } from '../conversation/turn.ts';
import { estimateTokens } from '../dspy/tokens.ts';
import { shortenAll } from './shorten-all.ts';
import { spokenLine } from './spoken-line.ts';

/** Younger than this a text is simply a text; older, its "now" and "tonight" may have passed. */
const LATE_MS = 10 * 60_000;
const MOST_CHARACTERS = 40_000;

/**
 * All open texts of a turn as one message for the model, one to a line, at most `budgetTokens` by the estimate. Empty
 * when the turn holds nothing to answer.
 */
export function userMessage(turn: ClaimedTurn, budgetTokens: number): string {
  const lines = turn.messages
    // Cut once before it is looked at closely: a hundred texts of 250 kB would hold the process up.
    .map(({ author, text, attachments }) =>
      spokenLine(turn, { author, text: middleOut(text), files: attachments.length }),
    )
    .filter(Boolean);
  if (lines.length === 0) return '';
  const note = turn.ageMs < LATE_MS ? [] : [lateNote(turn.ageMs)];
  const noteTokens = note.reduce((sum, text) => sum + estimateTokens(text) + 1, 0);
  return [...note, ...shortenAll(lines, budgetTokens - noteTokens)].join('\n');
}

/** Far more than any budget lets through; what is left of it is shortened to the budget and marked afterwards. */
function middleOut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const half = MOST_CHARACTERS / 2;
  return `${text.slice(0, half)}\n...\n${text.slice(-half)}`.toWellFormed();
}

function lateNote(ageMs: number): string {
  const since = `this arrived ${ago(ageMs)} ago and could not be answered until now`;
  return `[Note: ${since}; say sorry for the delay in a few words, and mind that it may be out of date.]`;
}

function ago(ageMs: number): string {
  const minutes = Math.round(ageMs / 60_000);
  if (minutes < 90) return `${minutes} minutes`;
  return minutes < 36 * 60 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1440)} days`;
}
