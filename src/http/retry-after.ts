const HOUR_MS = 3_600_000;

/** `Retry-After` in milliseconds from now: seconds or an HTTP date, an hour at most. */
export function readRetryAfter(header = ''): number | undefined {
  const value = header.trim();
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, HOUR_MS);
  // `Date.parse` alone takes nearly anything for a date, "-5" included.
  const ms = value.endsWith('GMT') ? Date.parse(value) - Date.now() : NaN;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), HOUR_MS);
}
