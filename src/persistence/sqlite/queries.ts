import type { MessageOutcome, StoredMessage } from '../../conversation/conversation.store.ts';
import type { Database } from './database.ts';
import type { ConversationRow, MessageRow, OutboxRow } from './rows.ts';

export function listRecentMessages(db: Database, conversationId: string, limit: number): StoredMessage[] {
  const rows = db.all<MessageRow>(
    `SELECT m.id, m.direction, m.sender, m.body, m.heard, m.created_at FROM messages m JOIN conversations c USING (conversation_id)
     WHERE c.id = ? ORDER BY m.seq DESC LIMIT ?`,
    [conversationId, limit],
  );
  return rows.toReversed().map((row) => ({
    id: row.id,
    direction: row.direction,
    author: row.sender,
    body: row.body,
    heard: row.heard,
    createdAt: row.created_at,
  }));
}

export function readOutcome(db: Database, messageId: string): MessageOutcome | null {
  const message = db.get<MessageRow & Pick<ConversationRow, 'failures'> & { conversation: string }>(
    `SELECT m.state, m.body, m.turn_fence, m.conversation_id, c.failures, c.external_id AS conversation
     FROM messages m JOIN conversations c USING (conversation_id) WHERE m.id = ? AND m.direction = 'in'`,
    [messageId],
  );
  if (!message) return null;
  const replies = db.all<
    MessageRow & Pick<OutboxRow, 'provider_id' | 'error_code'> & { send_state: string | null }
  >(
    `SELECT m.body, o.state AS send_state, o.provider_id, o.error_code FROM messages m LEFT JOIN outbox o USING (id)
     WHERE m.conversation_id = ? AND m.origin IN (?, ?) ORDER BY m.seq`,
    // What was only listened to has a place among the turns, but no reply.
    [
      message.conversation_id,
      message.state === 'covered' ? `turn:${message.turn_fence}` : null,
      `consent:${messageId}`,
    ],
  );
  return {
    state: message.state,
    receivedText: message.body,
    externalConversationId: message.conversation,
    failures: message.failures,
    replies: replies.map((row) => ({
      text: row.body,
      sendState: row.send_state,
      providerId: row.provider_id,
      errorCode: row.error_code,
    })),
  };
}

/** See `TraceStore`. */
export function firstTextOf(db: Database, messageId: string): string | null {
  const text = db.get<{ id: string }>(
    `SELECT t.id FROM messages m
       JOIN messages t ON t.conversation_id = m.conversation_id AND t.turn_fence = m.turn_fence
     WHERE m.id = ? AND m.origin LIKE 'turn:%' AND t.state = 'covered' ORDER BY t.seq LIMIT 1`,
    [messageId],
  );
  return text?.id ?? null;
}
