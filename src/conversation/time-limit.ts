import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs } from './backoff.ts';

/** Thrown when something did not end in time. It may still end, and have happened. */
export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
}

/** The outcome of `work`, or a TimeLimitError after `ms`. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = delay(ms, undefined, { signal: timer.signal }).then(() => {
    throw new TimeLimitError(`not done within ${ms} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    // Both may still end after the race; neither must end the process.
    late.catch(() => undefined);
    work.catch(() => undefined);
  }
}

/**
 * Repeats a store call that is harmless to repeat until it answers, for at most `forMs`. What was done before it (a
 * model call paid for, a text sent) must not be lost to a store that is away for a moment.
 */
export async function persist<T>(forMs: number, call: () => Promise<T>): Promise<T> {
  const until = Date.now() + forMs;
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const wait = backoffMs(attempt, 100, 2000);
      if (Date.now() + wait >= until) throw error;
      await delay(wait);
    }
  }
}

/** Sleeps, unless the signal is or becomes aborted: then it resolves at once. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(Math.max(0, ms), undefined, { signal }).catch(() => undefined);
}
