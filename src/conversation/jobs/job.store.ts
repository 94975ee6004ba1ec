import type { Claim } from '../conversation.store.ts';
import type {
  ClaimedJob,
  ClaimJobInput,
  EndJobInput,
  JobOutcome,
  ListJobsInput,
  OpenJob,
  ScheduleJobInput,
} from './job.ts';

/**
 * Where scheduled jobs are kept: beside the conversations, so that a job and the text it sends are one transaction. What is
 * said of `ConversationStore` holds: atomic, durable, harmless to repeat, times of the store's clock. Jobs that a turn makes
 * are written by `commitTurn`.
 */
export abstract class JobStore {
  /** Stores a job, once for its key. False: it was there. A conversation that is not known gets none. */
  abstract scheduleJob(input: ScheduleJobInput): Promise<boolean>;
  /**
   * Leases the job that has been due for longest. The same claim id gets the same job again. Whoever has opted out gets
   * none: the job ends as `opted-out`. One of a conversation that is paused waits until it is not.
   */
  abstract claimJob(input: ClaimJobInput): Promise<Claim<ClaimedJob>>;
  /** Ends a claim, with what it sends, in one transaction. Consent is checked again. */
  abstract endJob(input: EndJobInput): Promise<JobOutcome>;
  /** The open jobs of one kind of one conversation, next first; at most 50. */
  abstract listJobs(input: ListJobsInput): Promise<OpenJob[]>;
}
