import { setTimeout as delay } from 'node:timers/promises';
import { UnreadableError } from './unreadable.error.ts';

/** Timeout, conflict, rate limit, flex capacity (https://console.groq.com/docs/errors). */
const TRANSIENT: ReadonlySet<number> = new Set([408, 409, 429, 498]);
/** Somebody waits for the answer, and the answer itself needs time too. */
const MAX_WAIT_MS = 4_000;
const FIRST_WAIT_MS = 250;

/** The parts of the client's errors that are read. Structural, so that the client itself is not loaded for them. */
interface ClientError {
  readonly status?: unknown;
  readonly headers?: { get?: (name: string) => string | null };
}

/**
 * Asks, and once more when it is the provider's fault or the connection's. What has no status has not fully arrived: a
 * connection refused or reset, or JSON that breaks off.
 *
 * Throws an UnreadableError; or anything at all when the signal is aborted, of which the caller knows the reason.
 */
export async function askModel<T>(signal: AbortSignal, ask: () => PromiseLike<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      signal.throwIfAborted();
      const { status, headers } = error as ClientError;
      const isFinal = typeof status === 'number' && status < 500 && !TRANSIENT.has(status);
      if (isFinal) throw new UnreadableError('refused');
      const waitMs = retryAfterMs(headers) ?? FIRST_WAIT_MS * (1 + Math.random());
      if (attempt > 1 || waitMs > MAX_WAIT_MS) {
        throw new UnreadableError(status === 429 ? 'busy' : 'unavailable');
      }
      await delay(waitMs, undefined, { signal });
    }
  }
}

/** Seconds, by Groq's documentation; anything else (a date) counts as absent. */
function retryAfterMs(headers: ClientError['headers']): number | undefined {
  const header = headers?.get?.('retry-after')?.trim();
  const seconds = header ? Number(header) : NaN;
  return seconds >= 0 ? seconds * 1_000 : undefined;
}
