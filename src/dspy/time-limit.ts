/** Twelve days. Timers of more than twice that overflow and fire at once. */
export const MAX_TIMER_MS = 2 ** 30;

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
  const timer = setTimeout(() => stop(new TimeLimitError()), Math.min(ms, MAX_TIMER_MS));
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(controller.signal), stopped]);
  } catch (error) {
    // Whatever else the work has begun, such as a connection, is of no use any more.
    controller.abort(error);
    throw error;
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
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
