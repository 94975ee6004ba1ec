import type { Gap } from '../tools/knowledge/gaps.ts';

export interface Question {
  /** A few words of it. */
  words: string;
  count: number;
}

const MOST_QUESTIONS = 3;
const MOST_WORDS = 6;
const LEAST_WORDS = 2;
const MOST_LETTERS = 60;
/** What one person alone has asked may be about that person. */
const LEAST_CONVERSATIONS = 2;
const ASKING = /^(?:what|when|where|which|who|whose|why|how|is|are|can|could|do|does|may|will|any)$/i;

/**
 * The questions that most have asked, as they may leave the house in a text: only what several conversations have asked, a
 * few words of each, without what may be a name, a number or an address. `chip gaps` has them all, in full.
 */
export function topQuestions(gaps: readonly Gap[]): Question[] {
  return gaps
    .filter(({ conversations }) => conversations >= LEAST_CONVERSATIONS)
    .flatMap(({ question, count }) => {
      const words = fewWords(question);
      return words === undefined ? [] : [{ words, count }];
    })
    .slice(0, MOST_QUESTIONS);
}

/** Undefined when too little is left of it. Names that are written small are not known for what they are. */
function fewWords(question: string): string | undefined {
  const all = question.toWellFormed().split(/[\s"“”]+/u);
  const fit = all
    .filter((word, place) => isPlain(word, place))
    .map((word) => word.replace(/[^\p{L}\p{M}]+$/u, ''));
  if (fit.length < LEAST_WORDS) return undefined;
  const words = fit.slice(0, MOST_WORDS).join(' ');
  return words.length > MOST_LETTERS ? undefined : words;
}

/** Letters alone, perhaps with a hyphen or an apostrophe inside; small, but for the first word of a question. */
function isPlain(word: string, place: number): boolean {
  if (!/^\p{L}[\p{L}\p{M}'’-]*[?.,!:;]?$/u.test(word)) return false;
  return !/\p{Lu}/u.test(word) || (place === 0 && ASKING.test(word));
}
