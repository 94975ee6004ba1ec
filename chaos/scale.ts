/**
 * How much faster than in life everything runs: Chip's lease, grace, quiet window and time-outs, and Loop's waits. All
 * by the same factor, since the promises hang on which of them is longer. What is no setting of Chip stays as it is:
 * its polling (1 s), its first waits after a failure (1 s, 2 s), the start of a process.
 */
export const SCALE = 20;

/** The defaults of `src/config`. */
const IN_LIFE = {
  TURN_LEASE_MS: 60_000,
  TURN_DEADLINE_MS: 25_000,
  SEND_TIMEOUT_MS: 15_000,
  SEND_GRACE_MS: 60_000,
  REPLY_QUIET_MS: 700,
  REPLY_MAX_WAIT_MS: 8000,
} as const;
/** From the acceptance of a send to its status webhook. */
const STATUS_DELAY_MS = 2000;

const scaled = (ms: number): number => Math.round(ms / SCALE);

export const LEASE_MS = scaled(IN_LIFE.TURN_LEASE_MS);
export const GRACE_MS = scaled(IN_LIFE.SEND_GRACE_MS);
export const SEND_TIMEOUT_MS = scaled(IN_LIFE.SEND_TIMEOUT_MS);
/** P8. The 15 s are not scaled: they are for what is not scaled either. */
export const DRAIN_DEADLINE_MS = LEASE_MS + GRACE_MS + 15_000;
/**
 * A process that is frozen between "this row is mine" and the request to Loop for longer than lease and grace of the
 * send may send what another has sent; that is not promised. So no pause is that long.
 */
export const LONGEST_PAUSE_MS = Math.min(LEASE_MS * 1.2, (SEND_TIMEOUT_MS + GRACE_MS) / 2 + GRACE_MS - 1000);

export function chipEnvironment(): Record<string, string> {
  const times = Object.entries(IN_LIFE).map(([name, ms]) => [name, String(scaled(ms))]);
  return { ...(Object.fromEntries(times) as Record<string, string>), CHAOS_CLOCK_SCALE: String(SCALE) };
}

/** @param webhookTimeoutMs how long Loop waits for the answer to a webhook */
export function emulatorOptions(webhookTimeoutMs: number): string[] {
  const options = {
    'clock-scale': SCALE,
    'webhook-timeout-ms': webhookTimeoutMs,
    'status-delay-ms': scaled(STATUS_DELAY_MS),
  };
  // Connections that are kept: a server is seldom without a proxy, and one that is short of time takes a new connection
  // once in each round of its event loop.
  const all = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return [...all, '--webhook-keep-alive'];
}
