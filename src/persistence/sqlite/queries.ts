import type { MessageOutcome, StoredMessage } from '../../conversation/conversation.store.ts';
import type { Database } from './database.ts';

export function listRecentMessages(db: Database, conversationId: string, limit: number): StoredMessage[] {
  const rows = db.all(
    `SELECT m.id, m.direction, m.sender, m.body, m.created_at FROM messages m JOIN conversations c USING (conversation_id)
     WHERE c.id = ? ORDER BY m.seq DESC LIMIT ?`,
    conversationId,
    limit,
  );
  return rows.toReversed().map((row) => ({
    id: row.id as string,
    direction: row.direction as 'in' | 'out',
    author: row.sender as string | null,
    body: row.body as string,
    createdAt: Number(row.created_at),
  }));
}

export function readOutcome(db: Database, messageId: string): MessageOutcome | null {
  const message = db.get(
    `SELECT m.state, m.body, m.turn_fence, m.conversation_id, c.external_id
     FROM messages m JOIN conversations c USING (conversation_id) WHERE m.id = ?`,
    messageId,
  );
  if (!message) return null;
  const replies = db.all(
    `SELECT m.body, o.state, o.provider_id, o.error_code FROM messages m LEFT JOIN outbox o USING (id)
     WHERE m.conversation_id = ?1 AND m.direction = 'out' AND (m.turn_fence = ?2 OR o.origin = ?3) ORDER BY m.seq`,
    message.conversation_id ?? null,
    message.turn_fence ?? null,
    `consent:${messageId}`,
  );
  return {
    state: message.state as string,
    receivedText: message.body as string,
    externalConversationId: message.external_id as string,
    replies: replies.map((row) => ({
      text: row.body as string,
      sendState: row.state as string | null,
      providerId: row.provider_id as string | null,
      errorCode: row.error_code as string | null,
    })),
  };
}
