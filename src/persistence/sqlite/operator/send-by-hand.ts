import type { ManuallySent, ManualSend } from '../../../conversation/operator.ts';
import { hasOptedOut } from '../consent.ts';
import type { Database } from '../database.ts';
import { enqueue } from '../outbox.ts';
import type { ConversationRow } from '../rows.ts';

export function sendByHand(db: Database, { id, conversationId, texts, ttlMs }: ManualSend): ManuallySent {
  const conversation = db.get<ConversationRow>('SELECT * FROM conversations WHERE id = ?', [conversationId]);
  if (!conversation) return 'unknown';
  if (conversation.target === null) return 'nowhere';
  if (hasOptedOut(db, conversation)) return 'opted-out';
  return enqueue(db, conversation, { origin: `manual:${id}`, texts, ttlMs }) ? 'queued' : 'queued-before';
}
