import { Injectable, Logger } from '@nestjs/common';
import { AdapterRegistry } from '../adapter.registry.ts';
import { OUTBOX_TTL_MS } from '../admission.service.ts';
import { backoffMs } from '../backoff.ts';
import { within } from '../time-limit.ts';
import { splitText } from '../turns/split-text.ts';
import { dayTime } from './day-time.ts';
import type { JobHandler, JobResult } from './job.handler.ts';
import type { ClaimedJob, JobEnd, JobTexts } from './job.ts';

const OVERTIME_MS = 500;
const FIRST_RETRY_MS = 1000;
const MAX_RETRY_MS = 600_000;

/** One try of one job: from what its handler says to how it ends in the store. */
@Injectable()
export class JobAttempt {
  private readonly logger = new Logger(JobAttempt.name);

  constructor(private readonly adapters: AdapterRegistry) {}

  /**
   * Never rejects for what the handler does.
   *
   * @param stop aborted when the server stops: the job is given back, and has not failed
   */
  async run(handler: JobHandler, job: ClaimedJob, stop: AbortSignal): Promise<JobEnd> {
    // A try that takes the server with it is known by its number alone.
    if (job.attempt > handler.maxAttempts) return this.giveUp(handler, job, 'too-many-attempts');
    if (job.initiatedBy === 'chip' && (job.conversationId !== null || handler.byDay)) {
      const wait = (await dayTime(job.now, job.timeZone)) - job.now;
      if (wait > 0) return { kind: 'later', retryInMs: wait, code: 'night', failed: false };
    }
    try {
      const result = await this.ask(handler, job, stop);
      if (result.giveUp !== undefined) return await this.giveUp(handler, job, result.giveUp);
      const send = this.textsOf(job, result);
      return repeats(handler, job)
        ? { kind: 'again', dueAt: await next(handler, job), code: null, send }
        : { kind: 'done', send };
    } catch (error) {
      if (stop.aborted) return { kind: 'later', retryInMs: 0, code: 'released', failed: false };
      return this.fail(handler, job, error);
    }
  }

  private async ask(handler: JobHandler, job: ClaimedJob, stop: AbortSignal): Promise<JobResult> {
    stop.throwIfAborted();
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(new Error('the time is over')), handler.timeoutMs);
    const signal = AbortSignal.any([stop, over.signal]);
    const stopped = Promise.withResolvers<never>();
    const onStop = (): void => stopped.reject(stop.reason as Error);
    stop.addEventListener('abort', onStop, { once: true });
    try {
      const work = handler.run(job, { signal });
      // A handler that does not listen must not keep its slot for ever, nor the stop of the server.
      return await within(handler.timeoutMs + OVERTIME_MS, Promise.race([work, stopped.promise]));
    } finally {
      clearTimeout(timer);
      stop.removeEventListener('abort', onStop);
    }
  }

  private textsOf(job: ClaimedJob, { send = [] }: JobResult): JobTexts | null {
    if (send.length === 0) return null;
    if (job.channel === null) throw new Error('a job without a conversation has nobody to text');
    const limit = this.adapters.find(job.channel)?.textLimit ?? Infinity;
    const texts = send.flatMap((text) => splitText(text, limit));
    // Each time of one that repeats is a text of its own.
    const origin = `${job.kind}:${job.id}${job.repeats ? `:${job.dueAt}` : ''}`;
    return { origin, texts, ttlMs: OUTBOX_TTL_MS };
  }

  private async fail(handler: JobHandler, job: ClaimedJob, error: unknown): Promise<JobEnd> {
    const { id: jobId, kind, conversationId, attempt } = job;
    this.logger.warn({ jobId, kind, conversationId, attempt, err: error }, 'a try of a job failed');
    const code = error instanceof Error ? error.name : 'unknown';
    if (attempt >= handler.maxAttempts) return this.giveUp(handler, job, code);
    const retryInMs = backoffMs(attempt - 1, FIRST_RETRY_MS, MAX_RETRY_MS);
    return { kind: 'later', retryInMs, code, failed: true };
  }

  private async giveUp(handler: JobHandler, job: ClaimedJob, code: string): Promise<JobEnd> {
    const { id: jobId, kind, conversationId, attempt } = job;
    this.logger.error(
      { jobId, kind, conversationId, attempt, code, alert: 'job-dead' },
      'a job was given up',
    );
    return repeats(handler, job)
      ? { kind: 'again', dueAt: await next(handler, job), code, send: null }
      : { kind: 'dead', code };
  }
}

function repeats(handler: JobHandler, job: ClaimedJob): boolean {
  return job.repeats && handler.schedule !== undefined;
}

/** Behind the time it was due for, whatever a clock says: no time comes twice. */
function next(handler: JobHandler, job: ClaimedJob): number | Promise<number> {
  return handler.schedule?.(Math.max(job.now, job.dueAt)) ?? job.dueAt;
}
