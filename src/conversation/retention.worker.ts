import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { ConversationStore } from './conversation.store.ts';
import { purgeAll } from './purge-all.ts';

const DAY_MS = 86_400_000;

/** Once a day removes what is older than RETENTION_DAYS. Several servers may do it at the same time. */
@Injectable()
export class RetentionWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RetentionWorker.name);
  private readonly stop = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: ConversationStore,
    private readonly config: ChipConfig,
  ) {}

  onApplicationBootstrap(): void {
    const run = (): void => void (this.running = this.purge());
    this.timer = setInterval(run, DAY_MS).unref();
    run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stop.abort();
    await this.running;
  }

  private async purge(): Promise<void> {
    try {
      const purged = await purgeAll(this.store.operator, this.config.RETENTION_DAYS, this.stop.signal);
      if (Object.values(purged).some((rows) => rows > 0)) this.logger.log(purged, 'removed what was old');
    } catch (error) {
      this.logger.warn(
        { err: error },
        'what is old could not be removed; tried again in a day, or at a start',
      );
    }
  }
}
