import { estimateTokens } from '../dspy/tokens.ts';

/** By the estimate no text has more characters to a token, so longer texts need not be counted to know they don't fit. */
export const MOST_CHARACTERS_PER_TOKEN = 3;
/** Small enough that cutting at its ends wastes little, large enough that the estimate's rounding adds little. */
const STEP = 16;
/** Of what is kept, the part from the beginning. People tend to put their question at the end of what they paste. */
const HEAD_SHARE = 0.6;

const mark = (characters: number): string => `\n[... ${characters} characters left out ...]\n`;

/** The text within `tokens` by the estimate; a longer one loses its middle, and a mark says how much. */
export function shorten(text: string, tokens: number): string {
  if (text.length <= tokens * MOST_CHARACTERS_PER_TOKEN && estimateTokens(text) <= tokens) return text;
  const room = tokens - estimateTokens(mark(text.length));
  const head = wholeCharacters(text.slice(0, lengthWithin(text, room * HEAD_SHARE, 1)));
  const tailLength = lengthWithin(text, room * (1 - HEAD_SHARE), -1);
  const tail = wholeCharacters(text.slice(text.length - tailLength));
  return head + mark(text.length - head.length - tail.length) + tail;
}

/** How many code units from the beginning (direction 1) or the end (-1) cost at most `tokens`. */
function lengthWithin(text: string, tokens: number, direction: 1 | -1): number {
  let spent = 0;
  for (let length = 0; length < text.length; length += STEP) {
    const [from, to] = direction === 1 ? [length, length + STEP] : [-length - STEP, -length || undefined];
    spent += estimateTokens(text.slice(from, to));
    if (spent > tokens) return length;
  }
  return text.length;
}

/** A cut through a pair of surrogates leaves a lone half at an end. */
function wholeCharacters(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}
