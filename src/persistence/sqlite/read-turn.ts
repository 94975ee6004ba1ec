import type { ClaimedTurn, TurnLease, TurnMessage } from '../../conversation/turn.ts';
import type { Database } from './database.ts';
import type { ConversationRow, MessageRow } from './rows.ts';

/** Reads what a claimed conversation has open, and what was said before. */
export function readTurn(db: Database, conversation: ConversationRow, lease: TurnLease): ClaimedTurn {
  const key = conversation.conversation_id;
  const open = db.all<MessageRow>(
    `SELECT id, external_id, sender, body, attachments, form, spoken, created_at FROM messages
     WHERE conversation_id = ? AND state = 'unanswered' ORDER BY seq`,
    [key],
  );
  return {
    conversationId: lease.conversationId,
    claimId: lease.claimId,
    fence: lease.fence,
    channel: conversation.channel,
    kind: conversation.kind,
    target: conversation.target,
    messages: open.map(toMessage),
    history: readHistory(db, key, lease.historyLimit),
    failures: conversation.failures,
    dueAt: conversation.due_at,
    ageMs: Date.now() - (open[0]?.created_at ?? Date.now()),
  };
}

/**
 * The newest lines of the dialogue, oldest first: what turns have dealt with, a welcome, and what a group was listened
 * to; notices, consent and what went dead are no part of it. By turn, so that a text which came during a turn stands
 * after that turn's reply.
 */
function readHistory(db: Database, key: string, limit: number): ClaimedTurn['history'] {
  const rows = db.all<MessageRow>(
    `SELECT direction, sender, body, created_at FROM messages
     WHERE conversation_id = ? AND turn_fence IS NOT NULL ORDER BY turn_fence DESC, seq DESC LIMIT ?`,
    [key, limit],
  );
  return rows.toReversed().map((row) => ({
    direction: row.direction,
    author: row.sender,
    body: row.body,
    createdAt: row.created_at,
  }));
}

function toMessage(row: MessageRow): TurnMessage {
  return {
    id: row.id,
    externalId: row.external_id,
    author: row.sender,
    text: row.body,
    attachments: JSON.parse(row.attachments) as string[],
    form: row.form,
    spoken: row.spoken === 1,
    createdAt: row.created_at,
  };
}
