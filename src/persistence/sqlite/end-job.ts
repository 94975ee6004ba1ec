import type { EndJobInput, JobEnd, JobOutcome, JobTexts } from '../../conversation/jobs/job.ts';
import { hasOptedOut } from './consent.ts';
import type { Database } from './database.ts';
import { conversationOf, silenceJob, type JobRow } from './job-rows.ts';
import { enqueue } from './outbox.ts';
import type { ConversationRow } from './rows.ts';

/** Until it is looked at again; a resume makes it ready at once. */
const PAUSED_MS = 60_000;

/** The fence decides, not the clock: a late end is good as long as nobody else has claimed. */
export function endJob(db: Database, { id, claimId, fence, end }: EndJobInput): JobOutcome {
  const row = db.get<JobRow>('SELECT * FROM jobs WHERE id = ?', [id]);
  if (row?.ended_claim === claimId) return 'ended';
  if (row?.state === 'opted-out') return 'opted-out';
  if (row?.state !== 'open' || row.fence !== fence || row.claim_id !== claimId) return 'lost';
  const send = 'send' in end ? end.send : null;
  if (send) {
    const conversation = conversationOf(db, row);
    if (!conversation) throw new Error('a job without a conversation has nobody to text');
    if (hasOptedOut(db, conversation)) {
      silenceJob(db, row);
      return 'opted-out';
    }
    if (conversation.paused_at !== null) {
      // Its claim was before the pause, which its text is not to break.
      write(db, row, claimId, { kind: 'later', retryInMs: PAUSED_MS, code: 'paused', failed: false });
      return 'lost';
    }
    say(db, conversation, send);
  }
  write(db, row, claimId, end);
  return 'ended';
}

/** A line of the dialogue, like a welcome: whoever answers a reminder has been reminded. */
function say(db: Database, conversation: ConversationRow, send: JobTexts): void {
  if (!enqueue(db, conversation, send)) return;
  db.run('UPDATE messages SET turn_fence = ? WHERE conversation_id = ? AND origin = ?', [
    conversation.fence + 1,
    conversation.conversation_id,
    send.origin,
  ]);
}

function write(db: Database, row: JobRow, claimId: string, end: JobEnd): void {
  const now = Date.now();
  const failed = end.kind === 'later' && end.failed;
  const attempts = failed ? row.attempts : end.kind === 'later' ? row.attempts - 1 : 0;
  db.run(
    `UPDATE jobs SET state = ?, due_at = ?, ran_for = ?, not_before = ?, attempts = ?, error_code = ?, claim_id = NULL,
       lease_until = 0, ended_claim = ?, updated_at = ? WHERE id = ?`,
    [
      end.kind === 'done' || end.kind === 'dead' ? end.kind : 'open',
      end.kind === 'again' ? Math.round(end.dueAt) : row.due_at,
      end.kind === 'again' ? row.due_at : row.ran_for,
      end.kind === 'later' ? Math.ceil(now + end.retryInMs) : 0,
      end.kind === 'dead' ? row.attempts : attempts,
      'code' in end ? end.code : null,
      claimId,
      now,
      row.id,
    ],
  );
}
