import type { DeadDetail, DeadItem } from '../../../conversation/operator.ts';
import type { Database } from '../database.ts';

interface Row {
  id: string;
  kind: DeadItem['kind'];
  conversation: string;
  channel: string;
  state: string;
  error_code: string | null;
  created_at: number;
  target: string | null;
  body: string;
  attempts: number;
}

/** Texts nobody answered, replies that did not go out, and jobs that were given up, with what they would have said. */
const DEAD = `
  SELECT m.id, 'text' AS kind, c.id AS conversation, c.channel, m.state, m.created_at, c.target, m.body, 0 AS attempts,
    (SELECT f.reason FROM turn_failures f WHERE f.conversation_id = m.conversation_id ORDER BY f.seq DESC LIMIT 1)
      AS error_code
    FROM messages m JOIN conversations c USING (conversation_id) WHERE m.state = 'dead'
  UNION ALL
  SELECT o.id, 'reply', c.id, o.channel, o.state, o.created_at, o.target, o.body, o.attempts, o.error_code
    FROM outbox o JOIN conversations c USING (conversation_id) WHERE o.state IN ('dead', 'failed')
  UNION ALL
  SELECT j.id, 'job', c.id, c.channel, j.state, j.created_at, c.target, coalesce(j.payload ->> 'text', j.payload),
    j.attempts, j.error_code
    FROM jobs j JOIN conversations c USING (conversation_id) WHERE j.state = 'dead'`;

export function listDead(db: Database, limit: number): DeadItem[] {
  const rows = db.all<Row>(`SELECT * FROM (${DEAD}) ORDER BY created_at DESC, id LIMIT ?`, [limit]);
  return rows.map(toItem);
}

export function showDead(db: Database, id: string): DeadDetail | null {
  const row = db.get<Row>(`SELECT * FROM (${DEAD}) WHERE id = ?`, [id]);
  return row ? { ...toItem(row), target: row.target, text: row.body, attempts: row.attempts } : null;
}

function toItem(row: Row): DeadItem {
  return {
    id: row.id,
    kind: row.kind,
    conversationId: row.conversation,
    channel: row.channel,
    state: row.state,
    errorCode: row.error_code,
    createdAt: row.created_at,
  };
}
