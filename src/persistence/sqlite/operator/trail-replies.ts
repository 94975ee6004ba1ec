import type { TrailReply, TrailStatus } from '../../../conversation/trail.ts';
import type { Database } from '../database.ts';
import type { MessageRow } from '../rows.ts';

/** What was sent because of a text: its turn's replies, and what was said about consent or limits. */
export function readReplies(db: Database, text: MessageRow, fence: number | null): TrailReply[] {
  const rows = db.all<Omit<TrailReply, 'statuses'>>(
    `SELECT m.id, m.origin, coalesce(o.part, 0) AS part, m.body AS text, m.created_at AS createdAt, o.state,
       coalesce(o.attempts, 0) AS attempts, o.sending_at AS sendingAt, o.updated_at AS updatedAt,
       o.error_code AS errorCode
     FROM messages m LEFT JOIN outbox o USING (id)
     WHERE m.conversation_id = ? AND m.origin IN (?, ?, ?) ORDER BY m.seq`,
    [
      text.conversation_id,
      fence === null ? null : `turn:${fence}`,
      `consent:${text.id}`,
      `notice:bot-loop:${text.id}`,
    ],
  );
  return rows.map((row) => ({
    ...row,
    statuses: db
      .all<TrailStatus>(
        `SELECT name, error_code AS errorCode, created_at AS createdAt FROM events
         WHERE message_id = ? AND status IS NOT NULL ORDER BY seq`,
        [row.id],
      )
      .map((status) => ({ ...status })),
  }));
}
