import type { Database } from './database.ts';
import type { ConversationRow } from './rows.ts';

/** Gives up the texts of a conversation that came up to a time; how many. Younger ones stay open. */
export function bury(db: Database, conversation: ConversationRow, upTo: number): number {
  return db.run(
    `UPDATE messages SET state = 'dead' WHERE conversation_id = ? AND state = 'unanswered' AND created_at <= ?`,
    [conversation.conversation_id, upTo],
  );
}

/**
 * To be called when texts have left the open ones: without any nothing is due, otherwise what is left keeps the due
 * time that its admit has set. When the oldest of them came, or null.
 */
export function reschedule(db: Database, conversation: ConversationRow): number | null {
  const oldest = db.get<{ created_at: number }>(
    `SELECT created_at FROM messages WHERE conversation_id = ? AND state = 'unanswered' ORDER BY seq LIMIT 1`,
    [conversation.conversation_id],
  );
  const first = oldest?.created_at ?? null;
  db.run(
    `UPDATE conversations SET first_unanswered_at = ?1, due_at = CASE WHEN ?1 IS NOT NULL THEN due_at END WHERE id = ?2`,
    [first, conversation.id],
  );
  return first;
}

/** Ends a turn that is not to be repeated: lease over, nothing failing. */
export function release(db: Database, conversation: ConversationRow): void {
  db.run(
    `UPDATE conversations SET claim_id = NULL, lease_until = 0, not_before = 0, failures = 0, failing_since = NULL,
       notified_at = NULL WHERE id = ?`,
    [conversation.id],
  );
}
