import { wordsOf } from '../../conversation/near-identical.ts';

/**
 * A text as the database compares it with the one before (`chip.are_alike`), by the rule of `nearIdentical`: its words.
 * One of numbers and punctuation alone is taken for a single word, since it is alike only to itself.
 */
export function comparedWords(text: string): string[] {
  const words = wordsOf(text);
  return words.length > 0 ? words : [text.trim()].filter(Boolean);
}
