/** JSON that the handler of the kind understands. */
export type JobPayload = Readonly<Record<string, unknown>>;

/** Something to be done at a time. */
export interface NewJob {
  /** A UUID. */
  id: string;
  /** Names the handler. Lower case letters, digits and hyphens. */
  kind: string;
  payload: JobPayload;
  /** Epoch ms. */
  dueAt: number;
  /** IANA name of the zone that the time was meant in. */
  timeZone: string;
  /** A time that a person named is honoured at any hour; what Chip starts himself waits for the day (8 to 21 h local). */
  initiatedBy: 'person' | 'chip';
}

/** A job from outside of a turn, or one that comes again and again. */
export interface ScheduleJobInput extends NewJob {
  /** Opaque id; null: a job of the whole installation, which can text nobody. */
  conversationId: string | null;
  /** What makes it one job, whoever schedules it and how often. */
  key: string;
  /** True: it never ends by itself. Scheduled again it is brought forward, but to no time that it has had its turn for. */
  repeats: boolean;
}

export interface ClaimJobInput {
  claimId: string;
  /** By kind, the kinds that can be handled, and for how long each is held. Others are left to whoever knows them. */
  leases: Readonly<Record<string, number>>;
}

/** A job that one worker holds for a while. */
export interface ClaimedJob extends NewJob {
  conversationId: string | null;
  /** Of the conversation; null without one. */
  channel: string | null;
  repeats: boolean;
  claimId: string;
  /** Grows with each claim; an end with an old fence is refused. */
  fence: number;
  /** 1 for the first try; tries that a crash cut off count. */
  attempt: number;
  /** When it was claimed, on the clock that `dueAt` is a time of. */
  now: number;
}

/** Texts into the outbox of the job's conversation, in the transaction that ends the job. */
export interface JobTexts {
  /** Unique within the conversation: a second end under it sends nothing. */
  origin: string;
  texts: string[];
  ttlMs: number;
}

export type JobEnd =
  | { kind: 'done'; send: JobTexts | null }
  /** Of one that repeats: its next time. The code says why this time came to nothing; null: it did not. */
  | { kind: 'again'; dueAt: number; code: string | null; send: JobTexts | null }
  /** Still open. `failed`: the try counts. */
  | { kind: 'later'; retryInMs: number; code: string; failed: boolean }
  /** Given up, where an operator sees it. */
  | { kind: 'dead'; code: string };

export interface EndJobInput {
  id: string;
  claimId: string;
  fence: number;
  end: JobEnd;
}

/** `lost`: it was cancelled, or another claim has it. */
export type JobOutcome = 'ended' | 'opted-out' | 'lost';

/** A job that has yet to be done. */
export type OpenJob = Pick<NewJob, 'id' | 'payload' | 'dueAt' | 'timeZone'>;

export interface ListJobsInput {
  conversationId: string;
  kind: string;
}
