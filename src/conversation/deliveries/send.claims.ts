import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { AdapterRegistry } from '../adapter.registry.ts';
import { ConversationStore, type Claim } from '../conversation.store.ts';
import type { ClaimedSend } from '../delivery.ts';
import { ReachWatch } from './reach.watch.ts';

export interface HeldSend extends ClaimedSend {
  /** Epoch ms, by this process's clock: from then on the store may give it to somebody else. Never too late. */
  heldUntil: number;
}

/** Asks the store for what is to be sent, and tells it who asks and since when webhooks reach that one. */
@Injectable()
export class SendClaims {
  /** When a claim was first asked for that has not been answered yet: a lease runs from then, or later. */
  private readonly firstAsked = new Map<string, number>();
  private askedAt = Date.now();
  private beating = false;

  constructor(
    private readonly store: ConversationStore,
    private readonly adapters: AdapterRegistry,
    private readonly config: ChipConfig,
    private readonly reach: ReachWatch,
  ) {}

  start(): void {
    this.reach.start(() => this.beat());
  }

  stop(): void {
    this.reach.stop();
  }

  /** @param channels to be left out of the question where their breaker is open */
  async claim(claimId: string, channels: string[]): Promise<Claim<HeldSend>> {
    const { SEND_GRACE_MS: graceMs, sendLeaseMs: leaseMs } = this.config;
    const adapters = this.adapters.channels().map((channel) => this.adapters.get(channel));
    this.askedAt = Date.now();
    const heldUntil = (this.firstAsked.get(claimId) ?? this.askedAt) + leaseMs;
    if (channels.length > 0) this.firstAsked.set(claimId, heldUntil - leaseMs);
    const asked = this.store.claimSend({
      claimId,
      leaseMs,
      channels,
      graceMs,
      reachableForMs: this.reach.forMs(),
      replica: { id: this.reach.id, silentMs: this.reach.gapMs },
      redelivery: Object.fromEntries(adapters.map(({ channel, redelivery }) => [channel, redelivery])),
      pacing: Object.fromEntries(
        adapters.flatMap(({ channel, pacing }) => (pacing ? [[channel, pacing]] : [])),
      ),
    });
    void asked.then(
      () => this.reach.storeHas(true),
      () => this.reach.storeHas(false),
    );
    const claim = await asked;
    this.firstAsked.delete(claimId);
    return claim.claimed ? { claimed: { ...claim.claimed, heldUntil } } : claim;
  }

  /** With all slots busy nothing is asked for; so that this is not taken for a silence, a question for nothing. */
  private beat(): void {
    if (this.beating || Date.now() - this.askedAt < this.reach.gapMs / 4) return;
    this.beating = true;
    void this.claim(randomUUID(), [])
      // A store that is out of reach is said by those who need it.
      .catch(() => undefined)
      .finally(() => (this.beating = false));
  }
}
