import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import type { ConversationRow, OutboxRow } from './rows.ts';

/** States in which a row may still be sent. Written out in each query, or SQLite would not use the partial indices. */
export const OPEN = `state IN ('pending', 'sending', 'unknown')`;

/** States of what has reached the channel; written out like the ones above. */
export const ACCEPTED = `state IN ('sent', 'delivered')`;

export interface Enqueue {
  /**
   * What makes these rows: `turn:<fence>`, `consent:<message>`, `greeting`, `notice:<id>`. Unique per conversation and
   * part.
   */
  origin: string;
  texts: string[];
  ttlMs: number;
}

/** Puts texts into history and outbox. False: there were some of the same origin, and nothing has changed. */
export function enqueue(
  db: Database,
  conversation: ConversationRow,
  { origin, texts, ttlMs }: Enqueue,
): boolean {
  const { conversation_id: key, channel, target, kind } = conversation;
  if (db.get('SELECT 1 FROM messages WHERE conversation_id = ? AND origin = ? LIMIT 1', [key, origin]))
    return false;
  const now = Date.now();
  const turn = turnOf(conversation, origin);
  let behind =
    db.get(`SELECT 1 FROM outbox WHERE conversation_id = ? AND ${OPEN} LIMIT 1`, [key]) !== undefined;
  for (const [part, text] of texts.entries()) {
    const id = randomUUID();
    db.run(
      `INSERT INTO messages (id, conversation_id, direction, recipient, body, created_at, state, turn_fence, origin)
       VALUES (?, ?, 'out', ?, ?, ?, 'out', ?, ?)`,
      [id, key, target, text, now, turn, origin],
    );
    // Nobody to send to: the reply stays in the history and goes nowhere.
    if (target === null) continue;
    db.run(
      `INSERT INTO outbox (id, conversation_id, channel, target, target_kind, body, origin, part, next_at, expires_at,
         created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [id, key, channel, target, kind, text, origin, part, behind ? null : now, now + ttlMs, now, now],
    );
    // Only the first open row of a conversation may move: replies leave in order (P4).
    behind = true;
  }
  return true;
}

/** The turn by which a line stands in the dialogue; notices and consent are no part of it. */
function turnOf(conversation: ConversationRow, origin: string): number | null {
  // Else Chip would introduce himself once more to whoever answers his welcome.
  if (origin === 'greeting') return conversation.fence + 1;
  return origin.startsWith('turn:') ? Number(origin.slice('turn:'.length)) : null;
}

/** Ends a row for good; the next one of its conversation comes to the head (a trigger sees to that). */
export function finish(db: Database, id: string, state: OutboxRow['state'], errorCode: string | null): void {
  db.run('UPDATE outbox SET state = ?, error_code = ?, updated_at = ? WHERE id = ?', [
    state,
    errorCode,
    Date.now(),
    id,
  ]);
}

/** Puts a row back: to be sent (`pending`), or to be looked at again when its grace is over (`unknown`). */
export function postpone(
  db: Database,
  id: string,
  to: { state: 'pending' | 'unknown'; nextAt: number; errorCode: string },
): void {
  db.run('UPDATE outbox SET state = ?, next_at = ?, error_code = ?, updated_at = ? WHERE id = ?', [
    to.state,
    to.nextAt,
    to.errorCode,
    Date.now(),
    id,
  ]);
}
