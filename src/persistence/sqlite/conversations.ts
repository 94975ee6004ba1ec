import { randomUUID } from 'node:crypto';
import type { ConversationRef } from '../../conversation/channel-event.ts';
import type { Database } from './database.ts';
import { restoreOptOut } from './operator/forgotten.ts';
import { unpace } from './pacing.ts';
import type { ConversationRow } from './rows.ts';

/** The row of a conversation, made where there is none yet. */
export function ensureConversation(db: Database, channel: string, ref: ConversationRef): ConversationRow {
  const id = randomUUID();
  // The write comes first: it locks the row before a sequence number is drawn.
  const row = db.get<ConversationRow>(
    `INSERT INTO conversations (id, conversation_id, channel, created_at, kind, target, external_id)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (conversation_id) DO UPDATE SET external_id = external_id RETURNING *`,
    [id, `${channel}:${ref.key}`, channel, Date.now(), ref.kind, ref.target, ref.externalId],
  ) as ConversationRow;
  // Somebody who is new here may have been forgotten, and has still opted out.
  if (row.id === id) restoreOptOut(db, { channel, target: row.target ?? row.conversation_id });
  return row;
}

/** Somebody has written here: what is on its way to them has no pace to keep any more. */
export function hear(db: Database, conversation: ConversationRow, transport: string | null): void {
  db.run('UPDATE conversations SET inbound_at = ?, transport = ? WHERE id = ?', [
    Date.now(),
    transport,
    conversation.id,
  ]);
  unpace(db, conversation.conversation_id);
}
