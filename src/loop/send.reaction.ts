import type { Generation } from './send.codes.ts';

/** Our names of the tapbacks are v1's; legacy has its own word for one of them. */
const LEGACY_NAMES: Readonly<Record<string, string>> = { emphasize: 'exclaim' };
const NAMES = new Set(['love', 'like', 'dislike', 'laugh', 'emphasize', 'question']);

/** A tapback in the words of a generation, a `-` in front kept; undefined for one that Loop does not have. */
export function reactionName(name: string, generation: Generation): string | undefined {
  const sign = name.startsWith('-') ? '-' : '';
  const word = name.slice(sign.length);
  if (!NAMES.has(word)) return undefined;
  return sign + ((generation === 'legacy' && LEGACY_NAMES[word]) || word);
}
