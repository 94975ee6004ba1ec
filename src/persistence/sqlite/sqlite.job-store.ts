import type { Claim } from '../../conversation/conversation.store.ts';
import { JobStore } from '../../conversation/jobs/job.store.ts';
import type {
  ClaimedJob,
  ClaimJobInput,
  EndJobInput,
  JobOutcome,
  ListJobsInput,
  OpenJob,
  ScheduleJobInput,
} from '../../conversation/jobs/job.ts';
import type { Call } from './operations.ts';

export class SqliteJobStore extends JobStore {
  private readonly call: Call;

  constructor(call: Call) {
    super();
    this.call = call;
  }

  override scheduleJob(input: ScheduleJobInput): Promise<boolean> {
    return this.call('scheduleJob', input);
  }
  override claimJob(input: ClaimJobInput): Promise<Claim<ClaimedJob>> {
    return this.call('claimJob', input);
  }
  override endJob(input: EndJobInput): Promise<JobOutcome> {
    return this.call('endJob', input);
  }
  override listJobs(input: ListJobsInput): Promise<OpenJob[]> {
    return this.call('listJobs', input);
  }
}
