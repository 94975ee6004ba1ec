import { backoffMs } from '../backoff.ts';
import type { SendOutcome } from '../messaging.adapter.ts';

const TRIP_AFTER = 3;
const FIRST_PROBE_MS = 1000;
/** Short enough that a channel is back soon after its fault has ended (P8). */
const MAX_PROBE_MS = 30_000;
/** Somebody has to mend it by hand; it goes on within a minute of that. */
const HALT_MS = 60_000;

/**
 * Holds a channel back when its far end is down: after three sends in a row that came to nothing certain, one probe at
 * a time goes out until one gets an answer. Nothing goes dead meanwhile.
 */
export class SendBreaker {
  private inARow = 0;
  private probes = 0;
  private probeAt = 0;
  private probing = false;

  get open(): boolean {
    return this.inARow >= TRIP_AFTER;
  }

  /** When the next probe may go out, epoch ms; 0 when any send may. */
  get nextProbeAt(): number {
    return this.open ? this.probeAt : 0;
  }

  /** True if a send may start now. */
  allows(now = Date.now()): boolean {
    return !this.open || (!this.probing && now >= this.probeAt);
  }

  /** To be called when a send starts; true when it is the probe, which `ended` has to be told. */
  started(): boolean {
    if (this.open) this.probing = true;
    return this.open;
  }

  ended(outcome: SendOutcome, wasProbe: boolean, now = Date.now()): void {
    if (wasProbe) this.probing = false;
    const answered = outcome.kind === 'sent' || outcome.kind === 'refused';
    if (answered || (outcome.kind === 'later' && outcome.contactOnly)) {
      // Refused, and a word about one person, are answers too: the far end is there.
      this.inARow = 0;
      this.probes = 0;
      return;
    }
    // Sends that were under way when it opened say nothing new: 16 that fail together are one failure, not 16 probes.
    const late = this.open && !wasProbe;
    // A channel that wants no more from us has nothing to be tried out on it by the next two texts.
    this.inARow = outcome.kind === 'halted' ? Math.max(this.inARow + 1, TRIP_AFTER) : this.inARow + 1;
    if (!this.open || late) return;
    const asked =
      outcome.kind === 'halted' ? HALT_MS : outcome.kind === 'later' ? (outcome.retryAfterMs ?? 0) : 0;
    this.probeAt = now + Math.max(asked, backoffMs(this.probes++, FIRST_PROBE_MS, MAX_PROBE_MS));
  }
}
