import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ConversationStore } from '../conversation/conversation.store.ts';
import { within } from '../conversation/time-limit.ts';

/** A disk that does not answer for so long will not; a start that hangs tells nobody. */
const OPEN_BUDGET_MS = 30_000;

/** Opens the store before anything may use it; a refused one stops the start with its own words. */
@Injectable()
export class StoreLifecycle implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly store: ConversationStore) {}

  onModuleInit(): Promise<void> {
    return within(OPEN_BUDGET_MS, this.store.open());
  }

  /** The last of the shutdown hooks: workers have written down what they did in `beforeApplicationShutdown`. */
  onApplicationShutdown(): Promise<void> {
    return this.store.close();
  }
}
