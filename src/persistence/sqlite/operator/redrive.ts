import type { RedriveInput, Redriven } from '../../../conversation/operator.ts';
import { hasOptedOut, isSilenced } from '../consent.ts';
import type { Database } from '../database.ts';
import { conversationOf, type JobRow } from '../job-rows.ts';
import { OPEN } from '../outbox.ts';
import type { ConversationRow, MessageRow, OutboxRow } from '../rows.ts';

/** Gives a text, a reply or a job that was given up another chance. */
export function redrive(db: Database, input: RedriveInput): Redriven {
  const reply = db.get<OutboxRow>('SELECT * FROM outbox WHERE id = ?', [input.id]);
  const text = db.get<MessageRow>('SELECT * FROM messages WHERE id = ?', [input.id]);
  if (!text) {
    const job = db.get<JobRow>('SELECT * FROM jobs WHERE id = ? AND conversation_id IS NOT NULL', [input.id]);
    return job ? redriveJob(db, job) : 'unknown';
  }
  const outcome = reply ? redriveReply(db, reply, input) : redriveText(db, text);
  if (outcome === 'redriven')
    db.run('UPDATE messages SET redriven_at = ? WHERE id = ?', [Date.now(), text.id]);
  return outcome;
}

/** Due now: by its own time it may be too late once more. */
function redriveJob(db: Database, job: JobRow): Redriven {
  if (job.state !== 'dead') return 'not-dead';
  if (hasOptedOut(db, conversationOf(db, job) as ConversationRow)) return 'opted-out';
  db.run(
    `UPDATE jobs SET state = 'open', due_at = ?1, not_before = 0, attempts = 0, error_code = NULL, updated_at = ?1
     WHERE id = ?2`,
    [Date.now(), job.id],
  );
  return 'redriven';
}

function redriveText(db: Database, text: MessageRow): Redriven {
  if (text.state !== 'dead') return 'not-dead';
  const conversation = db.get<ConversationRow>('SELECT * FROM conversations WHERE conversation_id = ?', [
    text.conversation_id,
  ]) as ConversationRow;
  if (hasOptedOut(db, conversation)) return 'opted-out';
  db.run(`UPDATE messages SET state = 'unanswered' WHERE id = ?`, [text.id]);
  // Its age counts from now, or it would be too old again. A turn that runs finds it there as a newer one.
  db.run(
    `UPDATE conversations SET due_at = coalesce(due_at, ?1), first_unanswered_at = ?1, failing_since = NULL,
       not_before = CASE WHEN lease_until > ?1 THEN not_before ELSE 0 END WHERE id = ?2`,
    [Date.now(), conversation.id],
  );
  return 'redriven';
}

function redriveReply(db: Database, row: OutboxRow, { ttlMs, evenIfSent }: RedriveInput): Redriven {
  if (row.state !== 'dead' && row.state !== 'failed') return 'not-dead';
  if (isSilenced(db, row)) return 'opted-out';
  if (row.error_code === 'outcome-unknown-twice' && !evenIfSent) return 'maybe-sent';
  const now = Date.now();
  const ahead = db.get(`SELECT 1 FROM outbox WHERE conversation_id = ? AND seq < ? AND ${OPEN} LIMIT 1`, [
    row.conversation_id,
    row.seq,
  ]);
  // Of what is open the oldest goes first (P4): the others wait behind it again. One that is on its way is let go.
  if (!ahead) {
    db.run(
      `UPDATE outbox SET next_at = NULL WHERE conversation_id = ? AND seq > ? AND state = 'pending' AND ${OPEN}`,
      [row.conversation_id, row.seq],
    );
  }
  db.run(
    `UPDATE outbox SET state = 'pending', next_at = ?, expires_at = ?, error_code = NULL, claim_id = NULL,
       lease_until = 0, provider_id = NULL, attempts = 0, resends = 0, sent_before_at = NULL, updated_at = ? WHERE id = ?`,
    [ahead ? null : now, now + ttlMs, now, row.id],
  );
  return 'redriven';
}
