import type { Usage } from './language-model.ts';
import { addUsage, NO_USAGE } from './usage.ts';

/** What several requests took together. */
export interface Spent {
  readonly usage: Usage;
  /** Requests sent. */
  readonly attempts: number;
  /** US dollars; absent when the price of any of it is not known. */
  readonly costUsd?: number;
}

/** Adds up what was spent. */
export class Tally {
  private usage: Usage = NO_USAGE;
  private attempts = 0;
  private costUsd: number | undefined = 0;

  add({ usage, attempts, costUsd }: Spent): void {
    this.usage = addUsage(this.usage, usage);
    this.attempts += attempts;
    this.costUsd = this.costUsd === undefined || costUsd === undefined ? undefined : this.costUsd + costUsd;
  }

  get spent(): Spent {
    const { usage, attempts, costUsd } = this;
    return { usage, attempts, ...(costUsd !== undefined && { costUsd }) };
  }
}
