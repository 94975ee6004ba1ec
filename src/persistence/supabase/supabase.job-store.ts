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
import { localise } from './localise.ts';
import type { RpcClient } from './rpc.client.ts';

export class SupabaseJobStore extends JobStore {
  private readonly client: RpcClient;

  constructor(client: RpcClient) {
    super();
    this.client = client;
  }

  override scheduleJob(input: ScheduleJobInput): Promise<boolean> {
    return this.client.call('schedule_job', input) as Promise<boolean>;
  }
  /** Times of a job stay those of the database, by which its next time is reckoned. */
  override async claimJob(input: ClaimJobInput): Promise<Claim<ClaimedJob>> {
    return localise(this.client.clock, (await this.client.call('claim_job', input)) as Claim<ClaimedJob>);
  }
  override endJob(input: EndJobInput): Promise<JobOutcome> {
    return this.client.call('end_job', input) as Promise<JobOutcome>;
  }
  override listJobs(input: ListJobsInput): Promise<OpenJob[]> {
    return this.client.call('list_jobs', input) as Promise<OpenJob[]>;
  }
}
