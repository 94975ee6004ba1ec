import type { Admission, AdmitInput } from '../../conversation/admission.ts';
import type { Database } from './database.ts';

/**
 * Gives a text that was admitted late the age that it has. It is due after a quiet window all the same: what was missed
 * with it is on its way, and wants one answer.
 */
export function backdate(db: Database, { occurredAt, quietMs }: AdmitInput, admission: Admission): Admission {
  const { status, messageId, conversationId, dueAt } = admission;
  const now = Date.now();
  if (occurredAt === undefined || occurredAt >= now || status === 'duplicate' || conversationId === null)
    return admission;
  db.run('UPDATE messages SET created_at = ? WHERE id = ?', [occurredAt, messageId]);
  if (dueAt === null) return admission;
  const row = db.get<{ due_at: number; not_before: number }>(
    `UPDATE conversations SET due_at = ?, first_unanswered_at = min(first_unanswered_at, ?) WHERE id = ?
     RETURNING due_at, not_before`,
    [now + quietMs, occurredAt, conversationId],
  );
  return { ...admission, dueAt: row ? Math.max(row.due_at, row.not_before) : dueAt };
}
