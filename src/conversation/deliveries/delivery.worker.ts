import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { Signals } from '../../observability/signals.ts';
import { AdapterRegistry } from '../adapter.registry.ts';
import { OUTBOX_TTL_MS } from '../admission.service.ts';
import { backoffMs } from '../backoff.ts';
import { ClaimLoop } from '../claim.loop.ts';
import { ConversationEvents } from '../conversation.events.ts';
import { ConversationStore, type Claim } from '../conversation.store.ts';
import type { RecordSendInput } from '../delivery.ts';
import type { SendOutcome } from '../messaging.adapter.ts';
import { persist } from '../time-limit.ts';
import { attemptSend } from './attempt-send.ts';
import { logSend } from './log-send.ts';
import { SendBreaker } from './send.breaker.ts';
import { SendClaims, type HeldSend } from './send.claims.ts';
import { tracedSend } from './traced-send.ts';

/** Sends under way at once, over all channels. */
const SLOTS = 16;
/** Longest wait between two tries of one text that was certainly not sent. */
const MAX_RETRY_MS = 30_000;
/** A send that is cut off costs a minute of waiting for its status, or a second copy. */
const STOP_GRACE_MS = 3000;
const RECORD_GRACE_MS = 500;

/** Journey steps 10 and 11: sends what is committed, head of line per conversation. */
@Injectable()
export class DeliveryWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeliveryWorker.name);
  private readonly loop: ClaimLoop<HeldSend>;
  private readonly breakers = new Map<string, SendBreaker>();
  /** Sends that went out while the store could not be told: claimed again, they are told and not sent. */
  private readonly unrecorded = new Map<string, SendOutcome>();
  /** Ids of sends that are probes of an open breaker. */
  private readonly probes = new Set<string>();
  private readonly stop = new AbortController();

  constructor(
    private readonly store: ConversationStore,
    private readonly adapters: AdapterRegistry,
    private readonly config: ChipConfig,
    private readonly events: ConversationEvents,
    private readonly claims: SendClaims,
    private readonly signals: Signals,
  ) {
    this.loop = new ClaimLoop({
      name: DeliveryWorker.name,
      slots: SLOTS,
      claim: (claimId) => this.claim(claimId),
      run: (send) => this.send(send),
    });
  }

  onApplicationBootstrap(): void {
    this.events.on('outbox', () => this.loop.wake());
    this.claims.start();
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.claims.stop();
    await this.loop.stop(STOP_GRACE_MS);
    this.stop.abort();
    // What was cut off is recorded as unknown; the moment it takes is worth the grace it saves.
    await this.loop.stop(RECORD_GRACE_MS);
  }

  /** See `ClaimLoop.silentMs`. */
  get silentMs(): number {
    return this.loop.silentMs;
  }

  private async claim(claimId: string): Promise<Claim<HeldSend>> {
    const channels = this.adapters.channels().filter((channel) => this.breaker(channel).allows());
    const claim = await this.claims.claim(claimId, channels);
    if (claim.claimed && this.breaker(claim.claimed.channel).started()) this.probes.add(claim.claimed.id);
    return claim;
  }

  private async send(send: HeldSend): Promise<void> {
    const { id, claimId, conversationId, channel, origin, attempt } = send;
    const breaker = this.breaker(channel);
    const startedAt = performance.now();
    const outcome =
      this.unrecorded.get(id) ??
      (await tracedSend(this.store.watch, send, () =>
        attemptSend(this.adapters.get(channel), send, this.stop.signal, this.logger),
      ));
    if (outcome.kind === 'sent') this.unrecorded.set(id, outcome);
    const ms = Math.round(performance.now() - startedAt);
    breaker.ended(outcome, this.probes.delete(id));
    if (breaker.open) this.loop.wake(breaker.nextProbeAt);

    const asked = outcome.kind === 'later' ? (outcome.retryAfterMs ?? 0) : 0;
    const retryInMs = Math.max(asked, backoffMs(attempt - 1, 1000, MAX_RETRY_MS));
    const { SEND_GRACE_MS: graceMs } = this.config;
    // For as long as the row lives: what is known to be sent and not written down would be sent again.
    const state = await persist(OUTBOX_TTL_MS, () =>
      this.store.recordSend({ id, claimId, outcome: asStored(outcome), retryInMs, graceMs }),
    );
    this.unrecorded.delete(id);
    logSend(this.logger, send, outcome, { state, ms });
    const code = 'code' in outcome ? outcome.code : undefined;
    this.signals.emit('send', { conversationId, channel, origin, outcome: outcome.kind, code, ms });
    this.signals.emit('breaker', channel, breaker.open);
    this.events.emit('progress', conversationId);
    // The next row of this conversation may go now.
    this.loop.wake();
  }

  private breaker(channel: string): SendBreaker {
    let breaker = this.breakers.get(channel);
    if (!breaker) this.breakers.set(channel, (breaker = new SendBreaker()));
    return breaker;
  }
}

/** To the store a halted channel is one where the text goes out later: the queue is kept. */
function asStored(outcome: SendOutcome): RecordSendInput['outcome'] {
  return outcome.kind === 'halted' ? { kind: 'later', code: outcome.code } : outcome;
}
