import type { Pacing } from '../../conversation/delivery.ts';
import type { Database } from './database.ts';
import { ACCEPTED, OPEN } from './outbox.ts';
import type { OutboxRow } from './rows.ts';

/** Why a row waits; it is what `unpace` knows it by. */
const PACED = 'paced';

/**
 * Puts a row back whose conversation has been quiet and got a text a moment ago; true when it has to wait. A resend is
 * not held back: its grace has been longer than any pace.
 */
export function pace(db: Database, row: OutboxRow, pacing: Pacing | undefined, now: number): boolean {
  if (!pacing || row.state !== 'pending') return false;
  const conversation = db.get<{ inbound_at: number | null }>(
    'SELECT inbound_at FROM conversations WHERE conversation_id = ?',
    [row.conversation_id],
  );
  if (now - (conversation?.inbound_at ?? -Infinity) <= pacing.quietMs) return false;
  const last = db.get<{ updated_at: number }>(
    `SELECT updated_at FROM outbox WHERE conversation_id = ? AND ${ACCEPTED} ORDER BY seq DESC LIMIT 1`,
    [row.conversation_id],
  );
  const next = (last?.updated_at ?? -Infinity) + pacing.intervalMs;
  if (next <= now) return false;
  db.run('UPDATE outbox SET next_at = ?, error_code = ? WHERE id = ?', [next, PACED, row.id]);
  return true;
}

/** Lets go at once what waits for its pace. An answer stands behind it in the queue, and that must not wait. */
export function unpace(db: Database, key: string): void {
  db.run(
    `UPDATE outbox SET next_at = ?, error_code = NULL
     WHERE conversation_id = ? AND ${OPEN} AND state = 'pending' AND error_code = ?`,
    [Date.now(), key, PACED],
  );
}
