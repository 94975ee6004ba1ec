/**
 * Wait before try number `attempt` + 1: doubling from `baseMs`, at most `capMs`, with 20 % jitter so that many
 * conversations that failed together do not come back together.
 */
export function backoffMs(attempt: number, baseMs: number, capMs: number, random = Math.random): number {
  const exponential = Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30));
  return Math.round(exponential * (0.8 + 0.2 * random()));
}
