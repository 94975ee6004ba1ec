export interface DigestInput {
  /** Epoch ms; the end is not part of it. */
  since: number;
  until: number;
}

/** What happened in a time, in numbers alone. */
export interface Digest {
  /** That came, and from how many people: who writes in a group counts, not the group. */
  texts: number;
  people: number;
  /** Texts that were to be answered and that a limit held back. */
  limited: number;
  /** Texts of answers that the channel has taken. */
  replies: number;
  /** From the oldest text that an answer was for to its last send; null: there was none. Of the newest 20,000 turns. */
  medianMs: number | null;
  p95Ms: number | null;
  /** Attempts that made no answer. */
  failures: number;
  /** Given up and not yet given another chance. */
  deadTexts: number;
  deadReplies: number;
  /** Of requests to models that are kept with turns, discarded ones included. */
  tokens: number;
  microUsd: number;
}

/** Part of the `ConversationStore`: what the weekly digest tells. */
export interface DigestStore {
  /** Reads what was stored in that time and no more, by an index. */
  readDigest(input: DigestInput): Promise<Digest>;
}
