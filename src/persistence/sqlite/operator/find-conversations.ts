import type { ConversationInfo } from '../../../conversation/operator.ts';
import type { Database } from '../database.ts';

interface Row {
  id: string;
  channel: string;
  kind: 'person' | 'group';
  target: string | null;
  external_id: string;
  created_at: number;
  inbound_at: number | null;
  unanswered: number;
  failures: number;
  paused_at: number | null;
  opted_out: number;
}

/** Reads the whole table: it is asked by hand, and what is looked for may be any of four things. */
export function findConversations(db: Database, contact: string): ConversationInfo[] {
  const rows = db.all<Row>(
    `SELECT c.*, (SELECT count(*) FROM messages m WHERE m.conversation_id = c.conversation_id
         AND m.state = 'unanswered') AS unanswered,
       EXISTS (SELECT 1 FROM consents o WHERE o.channel = c.channel
         AND o.target = coalesce(c.target, c.conversation_id) AND o.opted_out_at IS NOT NULL) AS opted_out
     FROM conversations c WHERE ?1 IN (c.target, c.external_id, c.id, c.conversation_id) ORDER BY c.created_at, c.id`,
    [contact],
  );
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    kind: row.kind,
    target: row.target,
    externalId: row.external_id,
    createdAt: row.created_at,
    inboundAt: row.inbound_at,
    unanswered: row.unanswered,
    failures: row.failures,
    pausedAt: row.paused_at,
    optedOut: row.opted_out === 1,
  }));
}
