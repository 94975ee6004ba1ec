import type { ListJobsInput, NewJob, OpenJob, ScheduleJobInput } from '../../conversation/jobs/job.ts';
import type { CommitTurnInput } from '../../conversation/turn.ts';
import type { Database } from './database.ts';
import type { JobRow } from './job-rows.ts';
import type { ConversationRow } from './rows.ts';

const MOST_LISTED = 50;

/** What a commit writes beside its replies. To be called once its texts are covered. */
export function writeStaged(
  db: Database,
  { conversation_id: key }: ConversationRow,
  { fence, staged = [] }: CommitTurnInput,
): void {
  if (staged.length === 0) return;
  const asker = db.get<{ sender: string | null }>(
    `SELECT sender FROM messages WHERE conversation_id = ? AND turn_fence = ? AND state = 'covered' ORDER BY seq DESC LIMIT 1`,
    [key, fence],
  );
  for (const [index, write] of staged.entries()) {
    if (write.kind === 'job') {
      const from = { key: `${key}:${fence}:${index}`, conversation: key, author: asker?.sender ?? null };
      insert(db, write.job, from);
    } else if (write.kind === 'cancel-job') {
      db.run(
        `UPDATE jobs SET state = 'cancelled', updated_at = ?
         WHERE id = ? AND conversation_id = ? AND kind = ? AND state = 'open'`,
        [Date.now(), write.jobId, key, write.jobKind],
      );
    }
  }
}

export function scheduleJob(db: Database, input: ScheduleJobInput): boolean {
  let conversation: string | null = null;
  if (input.conversationId !== null) {
    const known = db.get<ConversationRow>('SELECT * FROM conversations WHERE id = ?', [input.conversationId]);
    if (!known) return false;
    conversation = known.conversation_id;
  }
  const { key, repeats } = input;
  if (insert(db, input, { key, conversation, author: null, repeats })) return true;
  // Its code may have changed, to a shorter time or away and back. Never to a time that is over: another server's clock may
  // be behind.
  if (repeats)
    db.run(
      `UPDATE jobs SET due_at = ?1, state = 'open' WHERE job_key = ?2 AND repeats = 1 AND ?1 > coalesce(ran_for, 0)
         AND (state = 'done' OR state = 'open' AND due_at > ?1)`,
      [input.dueAt, key],
    );
  return false;
}

export function listJobs(db: Database, { conversationId, kind }: ListJobsInput): OpenJob[] {
  const rows = db.all<JobRow>(
    `SELECT j.id, j.payload, j.due_at, j.time_zone FROM jobs j JOIN conversations c USING (conversation_id)
     WHERE c.id = ? AND j.kind = ? AND j.state = 'open' ORDER BY j.due_at LIMIT ${MOST_LISTED}`,
    [conversationId, kind],
  );
  return rows.map((row) => ({
    id: row.id,
    payload: JSON.parse(row.payload) as OpenJob['payload'],
    dueAt: row.due_at,
    timeZone: row.time_zone,
  }));
}

interface Origin {
  key: string;
  conversation: string | null;
  author: string | null;
  repeats?: boolean;
}

function insert(db: Database, job: NewJob, { key, conversation, author, repeats }: Origin): boolean {
  const now = Date.now();
  const inserted = db.run(
    `INSERT INTO jobs (id, job_key, conversation_id, kind, payload, repeats, initiated_by, author, time_zone, due_at,
       created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      job.id,
      key,
      conversation,
      job.kind,
      JSON.stringify(job.payload),
      repeats ? 1 : 0,
      job.initiatedBy,
      author,
      job.timeZone,
      Math.round(job.dueAt),
      now,
      now,
    ],
  );
  return inserted > 0;
}
