import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Claim } from './conversation.store.ts';

/** Safety net for what nobody woke us for: another replica's work, a wake-up lost with its process. */
const POLL_MS = 1000;
/** Claims asked for at once. */
const MAX_CLAIMS = 8;

export interface ClaimLoopOptions<T extends object> {
  name: string;
  /** How many claimed things may be worked on at once. */
  slots: number;
  /** Longest time between two looks, where what comes is known well before it is due; a second unless it is set. */
  pollMs?: number;
  /** Asks the store for work. The same id is used again after a claim whose answer was lost. */
  claim: (claimId: string) => Promise<Claim<T>>;
  /** Does the work. What it rejects with is logged here, at the one root of background work. */
  run: (item: T) => Promise<void>;
}

/** Claims and runs until it is stopped: at once when woken, when the store said something is due, and each second. */
export class ClaimLoop<T extends object> {
  private readonly logger: Logger;
  private readonly running = new Set<Promise<void>>();
  private readonly options: ClaimLoopOptions<T>;
  private wakeAt = Infinity;
  private nudge: () => void = () => undefined;
  private stopping = false;
  private loop: Promise<void> | undefined;
  private roundAt = Date.now();
  private failing = false;

  constructor(options: ClaimLoopOptions<T>) {
    this.options = options;
    this.logger = new Logger(options.name);
  }

  start(): void {
    this.loop ??= this.turn();
  }

  /** Looks for work at the given time (epoch ms), or now. */
  wake(at = 0): void {
    if (at >= this.wakeAt) return;
    this.wakeAt = at;
    this.nudge();
  }

  /** Claims nothing more; resolves when what runs has ended or `graceMs` has passed. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    this.nudge();
    // The loop first: it may be about to start what its last claim has brought.
    const ended = Promise.resolve(this.loop).then(() => Promise.all(this.running));
    await Promise.race([ended, delay(graceMs, undefined, { ref: false })]);
  }

  /** Milliseconds since the loop last heard from the store; 0 while every slot is busy, when it does not ask. */
  get silentMs(): number {
    return this.running.size >= this.options.slots ? 0 : Date.now() - this.roundAt;
  }

  private async turn(): Promise<void> {
    let claimIds = newIds(1);
    while (!this.stopping) {
      const free = this.options.slots - this.running.size;
      if (free <= 0) {
        await Promise.race(this.running);
        continue;
      }
      // Cleared before asking: a wake-up during the claim may be about something the claim has not seen.
      this.wakeAt = Infinity;
      const claims = await this.ask(claimIds.slice(0, free));
      if (!claims) {
        await this.idle(Date.now() + POLL_MS);
        continue;
      }
      for (const claim of claims) if (!('nextAt' in claim)) this.work(claim.claimed);
      const empty = claims.find((claim) => 'nextAt' in claim);
      // While there is plenty, twice as many are asked for at once: the store answers them together.
      claimIds = newIds(empty ? 1 : Math.min(claims.length * 2, MAX_CLAIMS));
      if (empty && 'nextAt' in empty) await this.idle(empty.nextAt ?? Infinity);
    }
  }

  private async ask(claimIds: string[]): Promise<Claim<T>[] | undefined> {
    try {
      const claims = await Promise.all(claimIds.map((claimId) => this.options.claim(claimId)));
      this.roundAt = Date.now();
      if (this.failing) this.logger.log('the store answers again');
      this.failing = false;
      return claims;
    } catch (error) {
      // Once per outage: a line each second says nothing new. What was claimed all the same is claimed again by its id.
      if (!this.failing)
        this.logger.error({ err: error }, 'cannot ask the store for work; trying each second');
      this.failing = true;
      return undefined;
    }
  }

  private work(item: T): void {
    const run = this.options
      .run(item)
      .catch((error: unknown) =>
        this.logger.error({ err: error }, 'work failed; its lease will end and it is claimed again'),
      )
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async idle(nextAt: number): Promise<void> {
    if (this.stopping) return;
    const poll = Date.now() + (this.options.pollMs ?? POLL_MS) * (0.75 + Math.random() / 2);
    await new Promise<void>((resolve) => {
      let timer: NodeJS.Timeout;
      this.nudge = () => {
        clearTimeout(timer);
        const until = this.stopping ? 0 : Math.min(nextAt, poll, this.wakeAt);
        timer = setTimeout(resolve, Math.max(0, until - Date.now()));
      };
      this.nudge();
    });
    this.nudge = () => undefined;
  }
}

const newIds = (count: number): string[] => Array.from({ length: count }, () => randomUUID());
