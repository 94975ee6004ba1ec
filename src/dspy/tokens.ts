import type { Turn } from './fields.ts';

/** Role, delimiters and end mark that chat formats put around a message. */
const TOKENS_PER_MESSAGE = 5;

/**
 * Estimates tokens without a tokenizer: for budgets, not for bills.
 *
 * Meant to err on the high side. Against o200k (the vocabulary of gpt-oss) short messages in twelve
 * languages, links, code and emoji came out between 1 and 3 times the true count; random strings,
 * Ethiopic and very rare characters can come out at half of it, so keep some reserve.
 *
 * Per code point: ASCII lower case and white space 1/3; upper case, digits and other scripts below
 * U+0800 (accented Latin, Greek, Cyrillic, Hebrew, Arabic) 1/2; ASCII punctuation and the rest of the
 * basic plane (CJK, Indic, Thai) 1; beyond it (emoji, rare characters) 3.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const character of text) tokens += weight(character.codePointAt(0)!);
  return Math.ceil(tokens);
}

/**
 * The newest turns that fit into `budgetTokens`, oldest first. Turns stay whole and adjacent: the cut
 * is at the first one, counted from the end, that does not fit.
 */
export function fitHistory(history: readonly Turn[], budgetTokens: number): Turn[] {
  let left = budgetTokens;
  let start = history.length;
  while (start > 0) {
    left -= estimateTokens(history[start - 1]!.content) + TOKENS_PER_MESSAGE;
    if (left < 0) break;
    start--;
  }
  return history.slice(start);
}

function weight(codePoint: number): number {
  if (codePoint > 0xffff) return 3;
  if (codePoint >= 0x800) return 1;
  const character = String.fromCharCode(codePoint);
  if (/[a-z\s]/.test(character)) return 1 / 3;
  return /[!-/:-@[-`{-~]/.test(character) ? 1 : 1 / 2;
}
