import { Injectable, Logger } from '@nestjs/common';
import { ConversationStore } from '../../src/conversation/conversation.store.ts';
import { JobHandler, type JobResult } from '../../src/conversation/jobs/job.handler.ts';
import { every } from '../../src/conversation/jobs/schedule.ts';

@Injectable()
export class SweepJob extends JobHandler {
  readonly kind = 'sweep';
  override readonly schedule = every(600_000);

  constructor(private readonly store: ConversationStore) {
    super();
  }

  override async run(): Promise<JobResult> {
    await this.store.ping();
    new Logger(SweepJob.name).log('swept');
    return {};
  }
}
