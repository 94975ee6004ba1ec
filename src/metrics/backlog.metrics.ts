import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { ChipConfig } from '../config/chip.config.ts';
import { BacklogReader } from '../conversation/backlog.reader.ts';
import type { Backlog } from '../conversation/backlog.store.ts';
import { MetricsRegistry } from './metrics.registry.ts';

type Read = (backlog: Backlog) => number;

/** By name: what it says, and where it is in what the store tells. */
const GAUGES: Readonly<Record<string, [help: string, read: Read]>> = {
  chip_backlog_conversations: ['Conversations with texts that no turn has answered', (b) => b.waiting],
  chip_backlog_age_seconds: ['Age of the oldest text that no turn has answered', (b) => b.waitingMs / 1000],
  chip_oldest_lease_seconds: [
    'How long the turn has been under way that has been so for longest',
    (b) => b.leaseMs / 1000,
  ],
  chip_pending_sends: ['Texts that are still to be sent', (b) => b.pendingSends],
  chip_unknown_sends: ['Sends whose outcome is not known yet', (b) => b.unknownSends],
  chip_dead_messages: ['Texts that got no answer and will get none', (b) => b.deadMessages],
  chip_budget_tokens_used: ['Tokens used by all since the day of the budget began', (b) => b.tokensUsed],
  chip_budget_usd_used: ['US dollars, likewise, by the configured prices', (b) => b.microUsdUsed / 1e6],
  chip_dead_sends: ['Texts of ours that were not delivered and will not be', (b) => b.deadSends],
};

/** Gauges of what the store holds, the same on each replica. Read when somebody asks, at most every few seconds. */
@Injectable()
export class BacklogMetrics {
  constructor(reader: BacklogReader, { registry }: MetricsRegistry, config: ChipConfig) {
    const limit = (name: string, help: string, value: number): void =>
      new Gauge({ name, help, registers: [registry] }).set(value || Infinity);
    limit('chip_budget_tokens_limit', 'LIMIT_ALL_TOKENS_PER_DAY', config.LIMIT_ALL_TOKENS_PER_DAY);
    limit('chip_budget_usd_limit', 'LIMIT_USD_PER_DAY', config.LIMIT_USD_PER_DAY);
    const up = new Gauge({
      name: 'chip_store_up',
      help: '1 while the store answers',
      registers: [registry],
      async collect() {
        this.set((await reader.read()) ? 1 : 0);
      },
    });
    up.set(0);
    for (const [name, [help, read]] of Object.entries(GAUGES)) {
      new Gauge({
        name,
        help,
        registers: [registry],
        async collect() {
          const backlog = await reader.read();
          // An old number would look like a good one: without an answer there is none.
          if (backlog) this.set(read(backlog));
          else this.remove();
        },
      });
    }
  }
}
