import type { NewJob } from './job.ts';

/** A job of the turn's conversation. */
export interface StagedJob {
  readonly kind: 'job';
  readonly job: NewJob;
}

/** Ends an open job of that kind. One that has ended, or belongs to another conversation, is left alone. */
export interface StagedCancellation {
  readonly kind: 'cancel-job';
  readonly jobId: string;
  readonly jobKind: string;
}
