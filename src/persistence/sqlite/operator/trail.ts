import type { Trail, TrailEvent, TrailText } from '../../../conversation/trail.ts';
import type { Database } from '../database.ts';
import type { ConversationRow, MessageRow } from '../rows.ts';
import { isStopped } from './kill-switch.ts';
import { mayFail, readReplies } from './trail-replies.ts';
import { readFailures, readTurnOf } from './trail-turn.ts';

const EVENT = `name, outcome, reason, created_at AS createdAt, duplicates, duplicate_at AS duplicateAt`;
const plain = <Row extends object>(row: Row): Row => ({ ...row });

/** By the id of a text (ours or the channel's), of a reply, of a webhook; else the newest texts of a contact. */
export function readTrail(db: Database, query: string, limit: number): Trail {
  const texts = findTexts(db, query, limit).map((text) => readText(db, text));
  const events = db.all<TrailEvent>(
    `SELECT ${EVENT} FROM events WHERE ?1 IN (external_id, webhook_id) AND NOT EXISTS
       (SELECT 1 FROM messages m WHERE m.id = message_id) ORDER BY seq LIMIT ?2`,
    [query, limit],
  );
  return { texts, events: events.map(plain), killSwitch: isStopped(db) };
}

function findTexts(db: Database, query: string, limit: number): MessageRow[] {
  const byId = db.all<MessageRow>(
    `SELECT * FROM messages WHERE direction = 'in' AND (?1 IN (id, external_id) OR id IN
       (SELECT message_id FROM events WHERE webhook_id = ?1)) ORDER BY seq LIMIT ?2`,
    [query, limit],
  );
  if (byId.length > 0) return byId;
  const byReply = db.all<MessageRow>(
    `SELECT m.* FROM messages r JOIN messages m ON m.conversation_id = r.conversation_id AND m.direction = 'in'
       AND m.state = 'covered' AND r.origin IN ('turn:' || m.turn_fence, 'consent:' || m.id)
     WHERE r.id = ?1 OR r.id IN (SELECT id FROM outbox WHERE provider_id = ?1) ORDER BY m.seq LIMIT ?2`,
    [query, limit],
  );
  if (byReply.length > 0) return byReply;
  return db
    .all<MessageRow>(
      `SELECT m.* FROM messages m JOIN conversations c USING (conversation_id) WHERE m.direction = 'in'
         AND ?1 IN (c.target, c.external_id, c.id, c.conversation_id) ORDER BY m.seq DESC LIMIT ?2`,
      [query, limit],
    )
    .toReversed();
}

function readText(db: Database, text: MessageRow): TrailText {
  const key = text.conversation_id;
  const conversation = db.get<ConversationRow & { paused_at: number | null; lease_until: number }>(
    'SELECT * FROM conversations WHERE conversation_id = ?',
    [key],
  );
  const event = db.get<TrailEvent>(
    `SELECT ${EVENT} FROM events WHERE message_id = ? AND status IS NULL ORDER BY seq LIMIT 1`,
    [text.id],
  );
  const fence = text.state === 'covered' ? text.turn_fence : null;
  const waits =
    text.state === 'unanswered' && conversation
      ? {
          pausedAt: conversation.paused_at,
          readyAt: conversation.ready_at,
          leaseUntil: conversation.lease_until,
          failures: conversation.failures,
        }
      : null;
  return {
    id: text.id,
    conversationId: conversation?.id ?? '',
    createdAt: text.created_at,
    state: text.state,
    text: text.body,
    event: event ? plain(event) : null,
    limit: text.limit_rule === null ? null : { rule: text.limit_rule, until: Number(text.limit_until) },
    redrivenAt: text.redriven_at,
    failures: mayFail(text) ? readFailures(db, text, fence) : [],
    turn: fence === null ? null : readTurnOf(db, text, fence),
    replies: readReplies(db, text, fence),
    waits,
  };
}
