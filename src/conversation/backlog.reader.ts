import { Injectable } from '@nestjs/common';
import type { Backlog } from './backlog.store.ts';
import { ConversationStore } from './conversation.store.ts';
import { within } from './time-limit.ts';

/** Many gauges are read in one go, and somebody may ask often. */
const FRESH_MS = 3000;
/** Prometheus gives up on a page after 10 s. */
const BUDGET_MS = 2500;

/** The store's backlog, asked for once for all who want to know it. */
@Injectable()
export class BacklogReader {
  private asked: Promise<Backlog | undefined> | undefined;
  private askedAt = -Infinity;

  constructor(private readonly store: ConversationStore) {}

  /** At most some seconds old; undefined when the store does not answer. Never rejects. */
  read(): Promise<Backlog | undefined> {
    const now = performance.now();
    if (!this.asked || now - this.askedAt > FRESH_MS) {
      this.askedAt = now;
      this.asked = within(BUDGET_MS, this.store.watch.readBacklog()).catch(() => undefined);
    }
    return this.asked;
  }
}
