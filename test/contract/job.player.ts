import { randomUUID } from 'node:crypto';
import type { Claim } from '../../src/conversation/conversation.store.ts';
import type {
  ClaimedJob,
  ClaimJobInput,
  JobEnd,
  JobOutcome,
  NewJob,
  OpenJob,
  ScheduleJobInput,
} from '../../src/conversation/jobs/job.ts';
import type { StagedWrite } from '../../src/conversation/staged-write.ts';
import type { Chat } from './chat.ts';
import { eventually } from './eventually.ts';
import { ADA } from './people-and-events.ts';

export const KIND = 'reminder';

export function newJob(over: Partial<NewJob> = {}): NewJob {
  const usual = { kind: KIND, payload: { text: 'bread' }, timeZone: 'America/Chicago' };
  return { id: randomUUID(), ...usual, dueAt: Date.now(), initiatedBy: 'person', ...over };
}

/** Plays the job worker against a store. */
export class JobPlayer {
  readonly chat: Chat;

  constructor(chat: Chat) {
    this.chat = chat;
  }

  /** A text, and its answer with which a job is stored. The conversation. */
  async stage(jobs: NewJob[], conversation = ADA): Promise<string> {
    return this.commit(
      jobs.map((job) => ({ kind: 'job', job })),
      conversation,
    );
  }

  async commit(staged: StagedWrite[], conversation = ADA): Promise<string> {
    await this.chat.text('remind me', conversation);
    const turn = await this.chat.turn();
    await this.chat.commit(turn, [], { staged });
    return turn.conversationId;
  }

  schedule(over: Partial<ScheduleJobInput> = {}): Promise<boolean> {
    const usual = { ...newJob(), key: randomUUID(), conversationId: null, repeats: false };
    return this.chat.store.jobs.scheduleJob({ ...usual, ...over });
  }

  try(over: Partial<ClaimJobInput> = {}): Promise<Claim<ClaimedJob>> {
    return this.chat.store.jobs.claimJob({ claimId: randomUUID(), leases: { [KIND]: 30_000 }, ...over });
  }

  /** Claims as soon as there is a job. */
  claim(over: Partial<ClaimJobInput> = {}): Promise<ClaimedJob> {
    return eventually('a job', async () => (await this.try(over)).claimed);
  }

  end({ id, claimId, fence }: ClaimedJob, end: JobEnd): Promise<JobOutcome> {
    return this.chat.store.jobs.endJob({ id, claimId, fence, end });
  }

  /** Ends a job as the worker ends a reminder. */
  remind(job: ClaimedJob, text = 'Reminder: bread'): Promise<JobOutcome> {
    const send = { origin: `${job.kind}:${job.id}`, texts: [text], ttlMs: 60_000 };
    return this.end(job, { kind: 'done', send });
  }

  list(conversationId: string, kind = KIND): Promise<OpenJob[]> {
    return this.chat.store.jobs.listJobs({ conversationId, kind });
  }
}
