/** How a language says it, on folded clauses (`fold.ts`). The expressions are made by `rules` (`pattern.ts`). */
export interface ConsentLanguage {
  /** Whole texts, fillers aside. */
  optOutWords: readonly string[];
  optInWords: readonly string[];
  yes: readonly string[];
  help: readonly string[];
  /** A clause that asks not to be texted any more, whatever else it mentions. */
  optOut: readonly RegExp[];
  /** The same in words that are said of other things too: not in a clause that is `about` one of them. */
  optOutUnlessAbout: readonly RegExp[];
  /** Nothing but the end itself ("you can stop now"): not in a text that plays or goes on to ask. */
  bare: readonly RegExp[];
  /** A threat or a repetition: no question and no condition, though it has the form of one. */
  insists: readonly RegExp[];
  optIn: readonly RegExp[];
  /** Said anywhere, the text asks for the opposite. */
  opposite: readonly RegExp[];
  /** A clause about somebody else, another time, or what was: no directive. */
  notSo: readonly RegExp[];
  /** Things that people cancel, stop and leave: tickets, jobs, processes. */
  about: readonly RegExp[];
  /** How questions begin that ask for an answer and not for an end. */
  question: readonly RegExp[];
}
