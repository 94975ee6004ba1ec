import type { ClaimedTurn } from '../conversation/turn.ts';
import { estimateTokens } from '../dspy/tokens.ts';
import { attachmentNotes, SPOKEN, type Findings } from './attachment-notes.ts';
import { shortenAll } from './shorten-all.ts';
import { spokenLine } from './spoken-line.ts';

/** Younger than this a text is simply a text; older, its "now" and "tonight" may have passed. */
const LATE_MS = 10 * 60_000;

/**
 * All open texts of a turn as one message for the model, one to a line, with what was found in their files, at most
 * `budgetTokens` by the estimate. Empty when the turn holds nothing to answer.
 */
export function userMessage(turn: ClaimedTurn, budgetTokens: number, findings: Findings): string {
  const lines = turn.messages
    .map((message) => {
      const { author, text, spoken } = message;
      const notes = attachmentNotes(message, findings);
      return spokenLine(turn, { author, text, mark: spoken ? SPOKEN : '', notes });
    })
    .filter(Boolean);
  if (lines.length === 0) return '';
  const note = turn.ageMs < LATE_MS ? [] : [lateNote(turn.ageMs)];
  const noteTokens = note.reduce((sum, text) => sum + estimateTokens(text) + 1, 0);
  return [...note, ...shortenAll(lines, budgetTokens - noteTokens)].join('\n');
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
