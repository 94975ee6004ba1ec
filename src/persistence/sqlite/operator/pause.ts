import type { Database } from '../database.ts';

/** The trigger of the schema keeps it from being claimed. What runs there is fenced off: its texts wait like the others. */
export function pause(db: Database, conversationId: string): boolean {
  const paused = db.run(
    `UPDATE conversations SET paused_at = ?, fence = fence + 1, claim_id = NULL, lease_until = 0
     WHERE id = ? AND paused_at IS NULL`,
    [Date.now(), conversationId],
  );
  return paused > 0;
}

/** As if all that has waited had come now: nothing of it is too old, and the model is told how late it is. */
export function resume(db: Database, conversationId: string): boolean {
  const now = Date.now();
  const resumed = db.run(
    `UPDATE conversations SET paused_at = NULL, not_before = 0, failures = 0, failing_since = NULL, notified_at = NULL,
       first_unanswered_at = CASE WHEN first_unanswered_at IS NOT NULL THEN ?1 END,
       due_at = CASE WHEN due_at IS NOT NULL THEN ?1 END
     WHERE id = ?2 AND paused_at IS NOT NULL`,
    [now, conversationId],
  );
  db.run(
    `UPDATE jobs SET not_before = 0 WHERE state = 'open' AND conversation_id =
       (SELECT conversation_id FROM conversations WHERE id = ?)`,
    [conversationId],
  );
  return resumed > 0;
}
