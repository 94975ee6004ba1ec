import type { FailureKind } from '../errors.ts';
import { MAX_TIMER_MS } from '../time-limit.ts';

/** What one failed attempt tells the policy. */
export interface Failure {
  readonly kind: FailureKind;
  readonly status?: number;
  readonly code?: string;
  /** What could help: the same request again, that but no other model, only another model, or nothing. */
  readonly remedy: 'retry' | 'same-model' | 'other-model' | 'none';
  /** The server's `retry-after`, in milliseconds. */
  readonly retryAfterMs?: number;
}

export interface Situation {
  /** Which attempt on this model just failed; the first is 1. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly hasOtherModel: boolean;
  readonly remainingMs: number;
  /** First backoff, in milliseconds; doubles per attempt. */
  readonly backoffMs: number;
  /** The longest `retry-after` that is waited for; a longer one means another model. */
  readonly maxWaitMs: number;
}

export type Verdict = { action: 'retry'; waitMs: number } | { action: 'other-model' } | { action: 'give-up' };

const MAX_BACKOFF_MS = 2_000;
/** Below one second a chat completion has hardly a chance, so no try is planned for less. */
export const MIN_ATTEMPT_MS = 1_000;

/**
 * Decides what follows a failure.
 *
 * - No further attempt starts, and no wait is taken, unless a second is left for the attempt.
 * - A `retry-after` beyond `maxWaitMs` means another model: limits are counted per model
 *   (https://console.groq.com/docs/rate-limits).
 * - After a hang another model is the better bet; without one the same is asked again.
 * - An unusable answer is asked for once more and not again, however many attempts are allowed.
 */
export function decide(failure: Failure, situation: Situation): Verdict {
  const { attempt, hasOtherModel, remainingMs } = situation;
  if (failure.remedy === 'none') return { action: 'give-up' };
  const canLeave = hasOtherModel && remainingMs >= MIN_ATTEMPT_MS;
  const leave: Verdict =
    canLeave && failure.remedy !== 'same-model' ? { action: 'other-model' } : { action: 'give-up' };
  if (failure.remedy === 'other-model') return leave;
  if (failure.kind === 'timeout' && hasOtherModel) return leave;
  const limit = failure.kind === 'bad-output' ? Math.min(2, situation.maxAttempts) : situation.maxAttempts;
  if (attempt >= limit) return leave;
  const waitMs = failure.retryAfterMs ?? backoff(attempt, situation.backoffMs);
  if (waitMs > situation.maxWaitMs || waitMs + MIN_ATTEMPT_MS > remainingMs) return leave;
  return { action: 'retry', waitMs };
}

/**
 * How long one attempt may run, in whole milliseconds. While another try is possible an attempt gets
 * half of what is left (at least 1 s), so a hang costs half the deadline and never all of it; the last
 * one gets the rest.
 */
export function attemptLimitMs(remainingMs: number, hasOtherTry: boolean): number {
  const share = hasOtherTry ? Math.max(MIN_ATTEMPT_MS, remainingMs / 2) : remainingMs;
  return Math.max(1, Math.floor(Math.min(share, remainingMs, MAX_TIMER_MS)));
}

/** Exponential, with the upper half random so that callers who failed together do not return together. */
function backoff(attempt: number, firstMs: number): number {
  const ceiling = Math.min(MAX_BACKOFF_MS, firstMs * 2 ** (attempt - 1));
  return ceiling * (0.5 + Math.random() / 2);
}
