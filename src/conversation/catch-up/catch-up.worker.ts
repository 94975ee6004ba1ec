import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { AdapterRegistry } from '../adapter.registry.ts';
import { ConversationStore } from '../conversation.store.ts';
import type { MessagingAdapter } from '../messaging.adapter.ts';
import { sleep } from '../time-limit.ts';
import { CatchUp } from './catch-up.ts';

const PERIOD_MS = 600_000;
/** Servers look this often whether it is time; what fails is tried again when its lease has ended. */
const LOOK_MS = 30_000;
/** What is read again each time: clocks differ, and an entry may be written some time after its event. */
const OVERLAP_MS = 15 * 60_000;
/** Reading as far back as entries may appear late is a lot where much is said; it is done at the start and this often. */
const DEEP_MS = 3_600_000;
/** Longer than a long log takes to read. Two that read at once do no harm. */
const LEASE_MS = 120_000;
const STOP_GRACE_MS = 1000;

/**
 * Looks for what the channels could not deliver: at the start, and every ten minutes by one server of all. An outage
 * longer than a channel's retries so loses nothing that its log still has.
 */
@Injectable()
export class CatchUpWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CatchUpWorker.name);
  private readonly stop = new AbortController();
  /** By channel, when it was last read as far back as it can be. */
  private readonly deepAt = new Map<string, number>();
  private readonly failing = new Set<string>();
  private looping: Promise<void> | undefined;

  constructor(
    private readonly store: ConversationStore,
    private readonly adapters: AdapterRegistry,
    private readonly catchUp: CatchUp,
  ) {}

  onApplicationBootstrap(): void {
    this.looping = this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort(new Error('the server stops'));
    await Promise.race([this.looping, delay(STOP_GRACE_MS, undefined, { ref: false })]);
  }

  private async look(): Promise<void> {
    const { signal } = this.stop;
    while (!signal.aborted) {
      for (const channel of this.adapters.channels()) await this.lookAt(this.adapters.get(channel));
      // With jitter: servers that were started together need not ask together for ever.
      await sleep(LOOK_MS * (0.75 + Math.random() / 2), signal);
    }
  }

  /** Never rejects. */
  private async lookAt(adapter: MessagingAdapter): Promise<void> {
    const { channel, eventLog } = adapter;
    if (!eventLog) return;
    const claimId = randomUUID();
    try {
      const periodMs = this.deepAt.has(channel) ? PERIOD_MS : 0;
      const claim = await this.store.catchUps.claimCatchUp({ channel, claimId, leaseMs: LEASE_MS, periodMs });
      const deep = Date.now() - (this.deepAt.get(channel) ?? 0) >= DEEP_MS;
      if (deep) this.deepAt.set(channel, Date.now());
      if (!claim) return;
      const since = claim.since - (deep ? eventLog.entriesLateMs : OVERLAP_MS);
      const signal = AbortSignal.any([this.stop.signal, AbortSignal.timeout(LEASE_MS)]);
      await this.catchUp.run(adapter, eventLog, { ...claim, since }, signal);
      await this.store.catchUps.endCatchUp({ channel, claimId, through: claim.now });
      this.failing.delete(channel);
    } catch (error) {
      if (this.stop.signal.aborted) return;
      // Once per outage: the next ones say nothing new.
      const level = this.failing.has(channel) ? 'debug' : 'warn';
      this.failing.add(channel);
      this.logger[level]({ channel, err: error }, 'could not look for what was missed; trying again');
    }
  }
}
