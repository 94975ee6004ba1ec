import type { FailureKind } from '../errors.ts';
import type { Usage } from '../language-model.ts';

/** One request as it went; for logs and metrics. */
export interface CallRecord {
  readonly model: string;
  /** Which request of the call this was, over all models; the first is 1. */
  readonly attempt: number;
  /** Milliseconds. */
  readonly ms: number;
  /** Milliseconds it was held back before, because the model's limits were used up. */
  readonly waitedMs?: number;
  /** Models that were passed over, because their limits are used up or they were found gone. */
  readonly skipped?: readonly string[];
  readonly outcome: 'ok' | 'aborted' | FailureKind;
  readonly status?: number;
  readonly code?: string;
  /** Present whenever the provider answered 200, also with an unusable answer: that is billed too. */
  readonly usage?: Usage;
  /** US dollars for `usage`; absent without a price. */
  readonly costUsd?: number;
}
