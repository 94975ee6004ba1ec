import type { ClaimedJob } from './job.ts';
import type { Schedule } from './schedule.ts';

/** What came of a job. */
export interface JobResult {
  /** Texts to the job's conversation, in order. They go out once, however often the job is tried. */
  send?: readonly string[];
  /** Why it is not done and never will be: a short code for the operator. */
  giveUp?: string;
}

/** The port to something that is done at a time. One class, listed in a module; no file of the core changes. */
export abstract class JobHandler {
  /** Lower case letters, digits and hyphens. Stored with each job: renaming it leaves those that wait without a handler. */
  abstract readonly kind: string;
  /** Longest time for one try, in milliseconds. A try that dies with its server is made again after this. */
  readonly timeoutMs: number = 10_000;
  /** Tries before it is given up (one that repeats: until its next time). */
  readonly maxAttempts: number = 10;
  /** Set: there is one such job in the whole installation, and one server does it each time. */
  readonly schedule: Schedule | undefined = undefined;
  /** True: it wakes somebody, so it waits for 8 to 21 h of its time zone, also without a conversation. */
  readonly byDay: boolean = false;

  /**
   * Does it. May be called again for the same job, when it rejects, is too slow or dies: what it does must bear that. What it
   * rejects with is logged by name alone.
   *
   * @param signal aborted when the time is over or the server stops
   */
  abstract run(job: ClaimedJob, options: { signal: AbortSignal }): Promise<JobResult>;
}
