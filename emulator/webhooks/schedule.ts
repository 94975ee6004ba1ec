const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Ten waits of each length, so 31 attempts over a little more than three hours. */
const WAITS_MS = [30 * SECOND, 3 * MINUTE, 15 * MINUTE];
const RETRIES_PER_WAIT = 10;

/** The wait after a failed attempt (the first is 1); undefined when it was the last. */
export function waitAfter(attempt: number, clockScale: number): number | undefined {
  const wait = WAITS_MS[Math.floor((attempt - 1) / RETRIES_PER_WAIT)];
  return wait === undefined ? undefined : wait / clockScale;
}
