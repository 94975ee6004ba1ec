import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { ConversationStore } from '../conversation/conversation.store.ts';
import { within } from '../conversation/time-limit.ts';

const PING_BUDGET_MS = 2000;

/** Whether the store answers, by one round trip through the whole path. */
@Injectable()
export class StoreIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly store: ConversationStore,
  ) {}

  async check(): Promise<HealthIndicatorResult<'store'>> {
    const indicator = this.indicators.check('store');
    try {
      await within(PING_BUDGET_MS, this.store.ping());
      return indicator.up();
    } catch (error) {
      // The kind of failure only: the health routes are open to everybody.
      return indicator.down(error instanceof Error ? error.name : 'failed');
    }
  }
}
