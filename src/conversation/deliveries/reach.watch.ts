import { randomUUID } from 'node:crypto';

/** A gap of this share of a grace is no busy moment any more: what should have come in it has not. */
const GAP_SHARE = 1 / 6;
const LOOKS_IN_A_GAP = 4;

/**
 * Knows since when status webhooks can reach this process and be kept: since it was started, was last frozen (a paused
 * container, a machine that slept, a blocked event loop), had a store that did not answer, could not keep one, or was too
 * slow for their sender. A grace that ended before that has not been one (P3).
 */
export class ReachWatch {
  /** Of this life of the process. */
  readonly id = randomUUID();
  /** Milliseconds. What is longer is a freeze, of this process or, where others hear nothing of it, of another one. */
  readonly gapMs: number;
  /** A status that takes so long to be kept may be the one that a grace is for. */
  private readonly slowMs: number;
  /** When each status that is being stored came, the oldest first. */
  private readonly storing = new Map<symbol, number>();
  private seenAt: number;
  private storedAt: number;
  private storeFails = false;
  private since: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(graceMs: number, now = Date.now()) {
    this.gapMs = Math.ceil(graceMs * GAP_SHARE);
    this.slowMs = graceMs / 2;
    this.seenAt = now;
    this.storedAt = now;
    this.since = now;
  }

  /** @param onLook called a few times in a gap */
  start(onLook: () => void): void {
    const look = (): void => {
      this.look();
      onLook();
    };
    this.timer ??= setInterval(look, this.gapMs / LOOKS_IN_A_GAP).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Milliseconds. */
  forMs(now = Date.now()): number {
    // After a freeze nobody knows which timer is the first, so it is looked here as well.
    this.look(now);
    const [oldest] = this.storing.values();
    return oldest !== undefined && now - oldest > this.slowMs ? 0 : now - this.since;
  }

  /** To be called often. */
  look(now = Date.now()): void {
    if (now - this.seenAt > this.gapMs) this.since = now;
    this.seenAt = now;
  }

  /** Whether the store has answered: while it does not, webhooks are answered 503. */
  storeHas(answered: boolean, now = Date.now()): void {
    if (answered && this.storeFails && now - this.storedAt > this.gapMs) this.since = now;
    if (answered) this.storedAt = now;
    this.storeFails = !answered;
  }

  /** A webhook was told to come again, or its sender did not wait for the answer. */
  lost(now = Date.now()): void {
    this.since = now;
  }

  /** A status that is being stored. One that could not be comes again later, and until then nothing is known. */
  async keeps<T>(status: Promise<T>): Promise<T> {
    const key = Symbol('status');
    this.storing.set(key, Date.now());
    try {
      return await status;
    } catch (error) {
      this.lost();
      throw error;
    } finally {
      this.storing.delete(key);
    }
  }
}
