import type { TrailReply, TrailStatus } from '../../../conversation/trail.ts';
import type { Database } from '../database.ts';
import type { MessageRow } from '../rows.ts';
import { DAY_MS, MINUTE_MS } from '../usage.ts';

/** Only texts that were to be answered have anything to do with attempts that failed meanwhile. */
export const mayFail = ({ state }: MessageRow): boolean => ['covered', 'unanswered', 'dead'].includes(state);

/** What was sent because of a text: its turn's replies, and what was said about consent, limits or an outage. */
export function readReplies(db: Database, text: MessageRow, fence: number | null): TrailReply[] {
  const until = text.limit_until ?? 0;
  const rows = db.all<Omit<TrailReply, 'statuses'>>(
    `SELECT m.id, m.origin, coalesce(o.part, 0) AS part, m.body AS text, m.created_at AS createdAt, o.state,
       coalesce(o.attempts, 0) AS attempts, o.sending_at AS sendingAt, o.updated_at AS updatedAt,
       o.error_code AS errorCode, m.redriven_at AS redrivenAt
     FROM messages m LEFT JOIN outbox o USING (id)
     WHERE m.conversation_id = ?1 AND (m.origin IN (?2, ?3, ?4) OR m.seq > ?11 AND m.origin IN (?8, ?9, ?10)
       OR m.origin IN (SELECT 'notice:' || f.fence FROM turn_failures f WHERE f.conversation_id = ?1
         AND f.created_at >= ?5 AND (?6 IS NULL OR f.fence < ?6) AND ?7)) ORDER BY m.seq`,
    [
      text.conversation_id,
      fence === null ? null : `turn:${fence}`,
      `consent:${text.id}`,
      `notice:bot-loop:${text.id}`,
      text.created_at,
      fence,
      mayFail(text) ? 1 : 0,
      `notice:limit-minute:${until - MINUTE_MS}`,
      `notice:limit-day:${until - DAY_MS}`,
      `notice:limit-installation:${until - DAY_MS}`,
      text.seq,
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
