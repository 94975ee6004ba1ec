import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { AdapterRegistry, MESSAGING_ADAPTERS } from './adapter.registry.ts';
import { AdmissionService } from './admission.service.ts';
import { BacklogReader } from './backlog.reader.ts';
import { CatchUp } from './catch-up/catch-up.ts';
import { CatchUpWorker } from './catch-up/catch-up.worker.ts';
import { ConversationEvents } from './conversation.events.ts';
import { DeliveryWorker } from './deliveries/delivery.worker.ts';
import { ReachWatch } from './deliveries/reach.watch.ts';
import { SendClaims } from './deliveries/send.claims.ts';
import { JobAttempt } from './jobs/job.attempt.ts';
import type { JobHandler } from './jobs/job.handler.ts';
import { JOB_HANDLERS, JobRegistry } from './jobs/job.registry.ts';
import { JobWorker } from './jobs/job.worker.ts';
import { ReminderJob } from './jobs/reminder.job.ts';
import { EventReader } from './event.reader.ts';
import { LimitPolicy } from './limits/limit.policy.ts';
import type { MessagingAdapter } from './messaging.adapter.ts';
import { ReplyWaiter } from './reply.waiter.ts';
import { RetentionWorker } from './retention.worker.ts';
import { SummaryBackoff } from './turns/summary.backoff.ts';
import { SummaryKeeper } from './turns/summary.keeper.ts';
import { TurnEnding } from './turns/turn.ending.ts';
import { TurnHolder } from './turns/turn.holder.ts';
import { TurnRunner } from './turns/turn.runner.ts';
import { TurnSettler } from './turns/turn.settler.ts';
import { TurnWorker } from './turns/turn.worker.ts';

export interface ConversationParts {
  /** The modules that export a ConversationStore, a Responder and the adapters below. */
  imports: Type[];
  /** One line a channel. */
  adapters: Type<MessagingAdapter>[];
  /** Scheduled jobs beside those of the core. One line each; they may inject what the modules above export. */
  jobs?: Type<JobHandler>[];
}

/** The core. It names its ports only; who implements them is said by whoever puts the house together. */
@Module({})
export class ConversationModule {
  static forRoot({ imports, adapters, jobs = [] }: ConversationParts): DynamicModule {
    const handlers = [ReminderJob, ...jobs];
    return {
      module: ConversationModule,
      global: true,
      imports,
      providers: [
        {
          provide: MESSAGING_ADAPTERS,
          useFactory: (...collected: MessagingAdapter[]) => collected,
          inject: adapters,
        },
        {
          provide: ReachWatch,
          useFactory: (config: ChipConfig) => new ReachWatch(config.SEND_GRACE_MS),
          inject: [ChipConfig],
        },
        ...handlers,
        {
          provide: JOB_HANDLERS,
          useFactory: (...collected: JobHandler[]) => collected,
          inject: handlers,
        },
        AdapterRegistry,
        ConversationEvents,
        EventReader,
        AdmissionService,
        BacklogReader,
        ReplyWaiter,
        TurnHolder,
        TurnEnding,
        SummaryBackoff,
        SummaryKeeper,
        LimitPolicy,
        TurnSettler,
        TurnRunner,
        TurnWorker,
        SendClaims,
        DeliveryWorker,
        JobRegistry,
        JobAttempt,
        JobWorker,
        RetentionWorker,
        CatchUp,
        CatchUpWorker,
      ],
      // Imported modules are exported again: health looks at the store, the command line at everything.
      exports: [
        ...imports,
        AdapterRegistry,
        EventReader,
        AdmissionService,
        ReachWatch,
        BacklogReader,
        ReplyWaiter,
        TurnWorker,
        DeliveryWorker,
        JobRegistry,
        JobWorker,
      ],
    };
  }
}
