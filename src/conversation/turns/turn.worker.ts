import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { ClaimLoop } from '../claim.loop.ts';
import { ConversationEvents } from '../conversation.events.ts';
import { ConversationStore } from '../conversation.store.ts';
import type { ClaimedTurn } from '../turn.ts';
import { HISTORY_LIMIT } from './turn.holder.ts';
import { TurnRunner } from './turn.runner.ts';

/** A text older than this gets no answer any more; it goes dead where an operator sees it. */
const TURN_MAX_AGE_MS = 24 * 3_600_000;
const STOP_GRACE_MS = 1000;

/** Journey step 6: claims conversations that are due, as many at a time as there are slots. */
@Injectable()
export class TurnWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: ClaimLoop<ClaimedTurn>;

  constructor(
    store: ConversationStore,
    config: ChipConfig,
    private readonly runner: TurnRunner,
    private readonly events: ConversationEvents,
  ) {
    const terms = { leaseMs: config.TURN_LEASE_MS, historyLimit: HISTORY_LIMIT, maxAgeMs: TURN_MAX_AGE_MS };
    this.loop = new ClaimLoop({
      name: TurnWorker.name,
      slots: config.TURN_CONCURRENCY,
      claim: (claimId) => store.claimTurn({ claimId, ...terms }),
      run: (turn) => runner.run(turn),
    });
  }

  onApplicationBootstrap(): void {
    this.events.on('message', (_conversationId, dueAt) => this.loop.wake(dueAt));
    // A turn that ended may have left texts that came too late for it.
    this.events.on('progress', () => this.loop.wake());
    this.loop.start();
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
