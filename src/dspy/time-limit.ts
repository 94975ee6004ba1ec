import { setTimeout as delay } from 'node:timers/promises';

/** The work did not finish within its limit. */
export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
}

/**
 * Runs `work` for at most `ms` milliseconds. The work gets a signal to stop by, but is not trusted
 * to obey it: a transport that ignores the signal is simply left behind.
 *
 * @throws TimeLimitError after `ms`.
 * @throws the caller's reason as soon as `signal` aborts.
 */
export async function withTimeLimit<T>(
  ms: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => PromiseLike<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  let stop!: (reason: unknown) => void;
  const stopped = new Promise<never>((_, reject) => {
    stop = (reason) => {
      reject(reason as Error);
      controller.abort(reason);
    };
  });
  const onAbort = () => stop(signal?.reason);
  const timer = setTimeout(() => stop(new TimeLimitError()), ms);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(controller.signal), stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/**
 * Waits `ms` milliseconds.
 *
 * @throws the caller's reason as soon as `signal` aborts.
 */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
