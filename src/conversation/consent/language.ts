/** How a language says it, on folded clauses (`fold.ts`). No expression repeats a repetition: each is linear. */
export interface ConsentLanguage {
  /** Whole texts, fillers aside. */
  optOutWords: readonly string[];
  optInWords: readonly string[];
  yes: readonly string[];
  help: readonly string[];
  /** A clause that asks not to be texted any more. */
  optOut: readonly RegExp[];
  optIn: readonly RegExp[];
  /** A clause that says the opposite, or something about it: no directive whatever else is in it. */
  notSo: readonly RegExp[];
  /** How questions begin that ask for an answer and not for an end. */
  question: RegExp;
}
