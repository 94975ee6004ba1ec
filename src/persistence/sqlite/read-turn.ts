import type { ClaimedTurn, HistoryLine, TurnLease, TurnMessage } from '../../conversation/turn.ts';
import type { Database } from './database.ts';
import type { ConversationRow, MessageRow } from './rows.ts';

/** Reads what a claimed conversation has open, and what was said before. */
export function readTurn(db: Database, conversation: ConversationRow, lease: TurnLease): ClaimedTurn {
  const key = conversation.conversation_id;
  const open = db.all<MessageRow>(
    `SELECT seq, id, external_id, sender, body, attachments, form, spoken, created_at FROM messages
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
    summary: conversation.summary,
    history: readHistory(db, conversation, lease, open[0]?.seq ?? Infinity),
    failures: conversation.failures,
    dueAt: conversation.due_at,
    // Not that of the first: what was missed and asked for later is older than what came meanwhile.
    ageMs: Math.max(0, ...open.map(({ created_at: at }) => Date.now() - at)),
  };
}

/**
 * The newest lines of the dialogue behind the summary, oldest first: what turns have dealt with, a welcome, and what a
 * group was listened to; notices, consent and what went dead are no part of it. By turn, so that a text which came
 * during a turn stands after that turn's reply.
 */
function readHistory(
  db: Database,
  { conversation_id: key, summary_fence: fence, summary_seq: seq }: ConversationRow,
  lease: TurnLease,
  oldestOpen: number,
): HistoryLine[] {
  const rows = db.all<MessageRow>(
    `SELECT seq, id, direction, sender, body, heard, created_at, turn_fence FROM messages
     WHERE conversation_id = ? AND turn_fence IS NOT NULL AND (turn_fence, seq) > (?, ?)
     ORDER BY turn_fence DESC, seq DESC LIMIT ?`,
    [key, fence ?? 0, seq ?? 0, lease.historyLimit],
  );
  return rows.toReversed().map((row) => ({
    id: row.id,
    direction: row.direction,
    author: row.sender,
    body: row.body,
    heard: row.heard,
    createdAt: row.created_at,
    // Texts that are open get a place by the fence of this turn, or of a later one, and their own number.
    settled: Number(row.turn_fence) < lease.fence || row.seq < oldestOpen,
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
