import type { Turn } from './fields.ts';

/** Role, delimiters and end mark that chat formats put around a message. */
export const TOKENS_PER_MESSAGE = 5;

/** From here on the code point's size decides, below it {@link WEIGHTS}. */
const TABLE_SIZE = 0x800;
/** In sixths of a token, since halves and thirds of whole numbers add up without rounding. */
const WEIGHTS = Uint8Array.from({ length: TABLE_SIZE }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z\s]/.test(character)) return 2;
  return /[!-/:-@[-`{-~]/.test(character) ? 6 : 3;
});
const BASIC_PLANE = 6;
const BEYOND = 18;

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
  let sixths = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < TABLE_SIZE) sixths += WEIGHTS[unit]!;
    else if (isPair(unit, text.charCodeAt(index + 1))) {
      sixths += BEYOND;
      index++;
    } else sixths += BASIC_PLANE;
  }
  return Math.ceil(sixths / 6);
}

/** Of a whole prompt, with what chat formats put around its messages. */
export function estimateMessages(messages: readonly { readonly content: string }[]): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content) + TOKENS_PER_MESSAGE, 0);
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

/** The halves of one code point. */
function isPair(high: number, low: number): boolean {
  return high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
}
