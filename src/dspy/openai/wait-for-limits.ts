import { MIN_ATTEMPT_MS } from './retry.policy.ts';
import { pause } from '../time-limit.ts';
import type { TokenPacer } from './token.pacer.ts';

export interface WaitOptions {
  /** The longest wait that is worth it. */
  readonly maxWaitMs: number;
  readonly remainingMs: number;
  /** With another one to ask, a long wait is not worth it; without, what is known of the limits may be out of date. */
  readonly hasOtherModel: boolean;
  readonly signal: AbortSignal | undefined;
}

/**
 * Waits until the model's limits leave room for `tokens`.
 *
 * @returns the milliseconds waited, or undefined when another model should be asked.
 * @throws the signal's reason as soon as the caller aborts.
 */
export async function waitForLimits(
  pacer: TokenPacer,
  model: string,
  tokens: number,
  { maxWaitMs, remainingMs, hasOtherModel, signal }: WaitOptions,
): Promise<number | undefined> {
  const mostMs = Math.min(maxWaitMs, remainingMs - MIN_ATTEMPT_MS);
  let waitedMs = 0;
  // Asked again after each wait, for others may have been quicker.
  for (;;) {
    const waitMs = Math.ceil(pacer.waitMs(model, tokens));
    if (waitMs === 0) return waitedMs;
    if (waitedMs + waitMs > mostMs) return hasOtherModel ? undefined : waitedMs;
    await pause(waitMs, signal);
    waitedMs += waitMs;
  }
}
