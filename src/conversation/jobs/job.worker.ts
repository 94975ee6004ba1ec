import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { ClaimLoop } from '../claim.loop.ts';
import { ConversationEvents } from '../conversation.events.ts';
import { ConversationStore, type Claim } from '../conversation.store.ts';
import { persist } from '../time-limit.ts';
import { JobAttempt } from './job.attempt.ts';
import { JobRegistry } from './job.registry.ts';
import type { ClaimedJob, JobEnd } from './job.ts';

const SLOTS = 8;
/** What a lease is longer than a try, for its end to be written down. */
const MARGIN_MS = 5000;
/** Nothing is set for a time nearer than a minute, so a job is known long before it is due. */
const POLL_MS = 5000;
const STOP_GRACE_MS = 1000;

/** Claims jobs that are due and hands each to the handler of its kind. */
@Injectable()
export class JobWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobWorker.name);
  private readonly loop: ClaimLoop<ClaimedJob>;
  private readonly stop = new AbortController();
  private scheduled = false;

  constructor(
    private readonly store: ConversationStore,
    private readonly registry: JobRegistry,
    private readonly attempt: JobAttempt,
    private readonly events: ConversationEvents,
    private readonly config: ChipConfig,
  ) {
    this.loop = new ClaimLoop({
      name: JobWorker.name,
      slots: SLOTS,
      pollMs: POLL_MS,
      claim: (claimId) => this.claim(claimId),
      run: (job) => this.run(job),
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    const stopped = this.loop.stop(STOP_GRACE_MS);
    this.stop.abort(new Error('the server stops'));
    await stopped;
  }

  /** See `ClaimLoop.silentMs`. */
  get silentMs(): number {
    return this.loop.silentMs;
  }

  private async claim(claimId: string): Promise<Claim<ClaimedJob>> {
    if (!this.scheduled) await this.schedule();
    this.scheduled = true;
    const leases = this.registry.list().map(({ kind, timeoutMs }) => [kind, timeoutMs + MARGIN_MS]);
    return this.store.jobs.claimJob({ claimId, leases: Object.fromEntries(leases) });
  }

  /** Every server does it at its start; the key makes it one job. */
  private async schedule(): Promise<void> {
    for (const { kind, schedule } of this.registry.list()) {
      if (!schedule) continue;
      await this.store.jobs.scheduleJob({
        id: randomUUID(),
        key: `every:${kind}`,
        kind,
        payload: {},
        dueAt: await schedule(Date.now()),
        timeZone: this.config.DEFAULT_TIME_ZONE,
        initiatedBy: 'chip',
        conversationId: null,
        repeats: true,
      });
    }
  }

  private async run(job: ClaimedJob): Promise<void> {
    const { id, claimId, fence, kind, conversationId, attempt } = job;
    const startedAt = performance.now();
    const end = await this.attempt.run(this.registry.get(kind), job, this.stop.signal);
    const outcome = await persist(MARGIN_MS, () => this.store.jobs.endJob({ id, claimId, fence, end }));
    const ms = Math.round(performance.now() - startedAt);
    const line = { jobId: id, kind, conversationId, attempt, end: end.kind, outcome, ms };
    this.logger.log({ ...line, lateMs: job.now - job.dueAt }, 'job ended');
    if ('send' in end && end.send && outcome === 'ended') this.events.emit('outbox');
    const wait = untilNext(job, end);
    if (wait !== undefined) this.loop.wake(Date.now() + wait);
  }
}

/** While a job is held the store knows no better than the end of its lease; here it is known when it is due again. */
function untilNext({ now }: ClaimedJob, end: JobEnd): number | undefined {
  if (end.kind === 'later') return end.retryInMs;
  return end.kind === 'again' ? end.dueAt - now : undefined;
}
