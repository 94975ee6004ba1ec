/** One request to a model while a turn was worked on. Holds names and numbers, nothing that was said. */
export interface ModelCall {
  readonly model: string;
  /** `ok`, `aborted`, or the kind of failure. */
  readonly outcome: string;
  /** HTTP, where an answer came that was a refusal. */
  readonly status?: number | undefined;
  readonly ms: number;
  /** Milliseconds it was held back before, because the model's limits were used up. */
  readonly waitedMs?: number | undefined;
  /** As it was billed; of one that was cut off the most that it can have been. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Millionths of a US dollar. */
  readonly microUsd: number;
  /** When it ended, epoch ms by the clock of the server that asked. */
  readonly at: number;
}

/**
 * As it is kept with the turn, discarded attempts of the turn included: how long before the end of the turn it ended, so
 * that it has a time on the store's clock.
 */
export type ModelCallRecord = Omit<ModelCall, 'at'> & { readonly agoMs: number };

/** @param now on the clock of `at` */
export function recordOf({ at, ...call }: ModelCall, now: number): ModelCallRecord {
  return { ...call, agoMs: Math.max(0, now - at) };
}
