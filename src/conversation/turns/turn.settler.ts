import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { ConversationStore } from '../conversation.store.ts';
import type { TurnMeter } from '../limits/turn.meter.ts';
import { persist } from '../time-limit.ts';
import type { ClaimedTurn } from '../turn.ts';
import { SummaryKeeper } from './summary.keeper.ts';

/** What is not settled stays counted at its worst case, which harms nobody but for a day. */
const SETTLE_MS = 30_000;
const STOP_GRACE_MS = 500;

/** Tells the store what a turn has used, once nothing of it goes on any more. Nobody waits for it. */
@Injectable()
export class TurnSettler implements BeforeApplicationShutdown {
  private readonly logger = new Logger(TurnSettler.name);
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly store: ConversationStore,
    private readonly summaries: SummaryKeeper,
  ) {}

  settle({ conversationId, fence }: ClaimedTurn, meter: TurnMeter, answered: boolean): void {
    const settling = this.summaries
      .finished(conversationId)
      .then(() => {
        const { spent, billedTokens } = meter;
        const ownTokens = answered ? spent.tokens : billedTokens;
        return persist(SETTLE_MS, () =>
          this.store.settleTurn({ conversationId, fence, spent, ownTokens, answered }),
        );
      })
      .catch((error: unknown) =>
        this.logger.warn({ conversationId, fence, err: error }, 'a turn stays counted at its worst case'),
      )
      .finally(() => this.running.delete(settling));
    this.running.add(settling);
  }

  async beforeApplicationShutdown(): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, STOP_GRACE_MS).unref());
    await Promise.race([Promise.all(this.running), late]);
  }
}
