import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { ClaimLoop } from '../claim.loop.ts';
import { ConversationEvents } from '../conversation.events.ts';
import { Signals } from '../../observability/signals.ts';
import { ConversationStore, type Claim } from '../conversation.store.ts';
import { LimitPolicy } from '../limits/limit.policy.ts';
import type { LimitedTurn } from '../limits/turn.limits.ts';
import type { ClaimedTurn } from '../turn.ts';
import { HISTORY_LIMIT } from './turn.holder.ts';
import { TurnRunner } from './turn.runner.ts';

/** A text older than this gets no answer any more; it goes dead where an operator sees it. */
const TURN_MAX_AGE_MS = 24 * 3_600_000;
const STOP_GRACE_MS = 1000;

/** Journey step 6: claims conversations that are due, as many at a time as there are slots. */
@Injectable()
export class TurnWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(TurnWorker.name);
  private readonly loop: ClaimLoop<ClaimedTurn>;

  constructor(
    store: ConversationStore,
    config: ChipConfig,
    { limits }: LimitPolicy,
    private readonly signals: Signals,
    private readonly runner: TurnRunner,
    private readonly events: ConversationEvents,
  ) {
    const terms = {
      leaseMs: config.TURN_LEASE_MS,
      historyLimit: HISTORY_LIMIT,
      maxAgeMs: TURN_MAX_AGE_MS,
      limits,
    };
    this.loop = new ClaimLoop({
      name: TurnWorker.name,
      slots: config.TURN_CONCURRENCY,
      claim: async (claimId): Promise<Claim<ClaimedTurn>> => {
        const { limited = [], ...claim } = await store.claimTurn({ claimId, ...terms });
        for (const turn of limited) this.letGo(turn);
        return claim;
      },
      run: (turn) => runner.run(turn),
    });
  }

  onApplicationBootstrap(): void {
    this.events.on('message', (_conversationId, dueAt) => this.loop.wake(dueAt));
    // A turn that ended may have left texts that came too late for it.
    this.events.on('progress', () => this.loop.wake());
    this.loop.start();
  }

  /** A conversation was told, or is not told again, that it has come to a limit. */
  private letGo({ conversationId, kind }: LimitedTurn): void {
    this.logger.warn({ conversationId, limit: kind }, 'rate-limited');
    this.signals.emit('limited', kind);
    this.events.emit('outbox');
    this.events.emit('progress', conversationId);
  }

  async beforeApplicationShutdown(): Promise<void> {
    const stopped = this.loop.stop(STOP_GRACE_MS);
    this.runner.release();
    await stopped;
  }

  /** See `ClaimLoop.silentMs`. */
  get silentMs(): number {
    return this.loop.silentMs;
  }
}
