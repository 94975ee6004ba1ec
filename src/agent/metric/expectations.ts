/** The languages that the detector tells apart. */
export const LANGUAGES = ['en', 'es', 'fr', 'pt', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What one example asks of a reply beyond the rules that hold for all. Names as in the file. */
export interface Expectations {
  /** 'en' by default. */
  readonly language?: Language;
  /** Characters; 480 by default. */
  readonly max_chars?: number;
  /** Paragraphs between blank lines; 3 by default. */
  readonly max_bubbles?: number;
  /** 1 by default. */
  readonly max_questions?: number;
  /** Without an answer to a question no good advice is possible. */
  readonly asks_back?: boolean;
  /** Groups of phrases; of each group at least one has to occur. `*` stands for any letters. */
  readonly must_mention?: readonly (readonly string[])[];
  /** None of them may occur. */
  readonly must_not_mention?: readonly string[];
  /** Facts (dates, links, prices) that are not made up although nobody has said them. */
  readonly may_mention?: readonly string[];
  /** Numbers for help that have to be given, near the beginning. */
  readonly crisis?: readonly ('911' | '988')[];
  /** Somebody tries to turn Chip into something else, or to see the instructions. */
  readonly stays_chip?: boolean;
  /** Says that it cannot or will not do this. */
  readonly declines?: boolean;
  /** Says that it does not know. */
  readonly admits_unknown?: boolean;
  /** Says that a voice message could not be heard, and asks for it in writing. */
  readonly asks_to_type?: boolean;
  /** Says sorry for a late answer. */
  readonly apologises?: boolean;
}

const isFlag = (value: unknown): boolean => value === true;
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((text) => typeof text === 'string' && /[\p{L}\p{N}]/u.test(text));

/** By name: what its value has to be, in words and as a test. */
const KNOWN: {
  readonly [Name in keyof Required<Expectations>]: [words: string, test: (value: unknown) => boolean];
} = {
  language: [`one of ${LANGUAGES.join(', ')}`, (value) => LANGUAGES.some((language) => language === value)],
  max_chars: ['a whole number', isCount],
  max_bubbles: ['a whole number', isCount],
  max_questions: ['a whole number', isCount],
  asks_back: ['true, or left out', isFlag],
  must_mention: [
    'a list of lists of phrases, as in [["library", "librar*"], ["meetup"]]',
    (value) => Array.isArray(value) && value.length > 0 && value.every(isTexts),
  ],
  must_not_mention: ['a list of phrases', isTexts],
  may_mention: ['a list of phrases', isTexts],
  crisis: [
    'a list of "911", "988" or both',
    (value) => isTexts(value) && value.every((number) => number === '911' || number === '988'),
  ],
  stays_chip: ['true, or left out', isFlag],
  declines: ['true, or left out', isFlag],
  admits_unknown: ['true, or left out', isFlag],
  asks_to_type: ['true, or left out', isFlag],
  apologises: ['true, or left out', isFlag],
};

/** What is wrong with the `expect` of an example and how to mend it; undefined when nothing is. */
export function expectationProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return '"expect" must be an object; write {} where only the general rules count';
  for (const [name, wanted] of Object.entries(value)) {
    if (!Object.hasOwn(KNOWN, name))
      return `unknown check "${name.slice(0, 40)}" in "expect"; use one of ${Object.keys(KNOWN).join(', ')}`;
    const [words, test] = KNOWN[name as keyof Expectations];
    if (!test(wanted)) return `"${name}" in "expect" must be ${words}`;
  }
  return undefined;
}
