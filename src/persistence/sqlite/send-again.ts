import { isSilenced } from './consent.ts';
import type { Database } from './database.ts';
import { ACCEPTED, OPEN } from './outbox.ts';
import type { OutboxRow } from './rows.ts';

/** Sends of one text, those included that a status has reported as failed. More would be a nuisance to the channel. */
const MOST_SENDS = 3;

/**
 * Puts a text back whose send has come to nothing for a passing reason; false when it has to stay failed: it has been
 * tried often enough, would come too late, its person has opted out, or a later text of the conversation has left, behind
 * which it must not come (P4). A send that is still under way is left to its own answer.
 */
export function sendAgain(
  db: Database,
  row: OutboxRow,
  retryInMs: number,
  errorCode: string | null,
): boolean {
  const nextAt = Date.now() + retryInMs;
  if (row.state !== 'sent' && row.state !== 'unknown') return false;
  if (row.attempts >= MOST_SENDS || row.expires_at < nextAt || isSilenced(db, row)) return false;
  const later = [row.conversation_id, row.seq];
  const overtaken =
    db.get(`SELECT 1 FROM outbox WHERE conversation_id = ? AND seq > ? AND ${ACCEPTED} LIMIT 1`, later) ??
    db.get(
      `SELECT 1 FROM outbox WHERE conversation_id = ? AND seq > ? AND ${OPEN} AND state <> 'pending' LIMIT 1`,
      later,
    );
  if (overtaken) return false;
  // Whatever had come to the head waits behind it again.
  db.run(
    `UPDATE outbox SET next_at = NULL WHERE conversation_id = ? AND seq > ? AND ${OPEN} AND state = 'pending'`,
    later,
  );
  db.run(
    `UPDATE outbox SET state = 'pending', next_at = ?, error_code = ?, claim_id = NULL, provider_id = NULL, resends = 0,
       sent_before_at = NULL, updated_at = ? WHERE id = ?`,
    [nextAt, errorCode, Date.now(), row.id],
  );
  return true;
}
