import type { ClaimedTurn, TurnLease, TurnMessage } from '../../conversation/turn.ts';
import type { Database, Row } from './database.ts';

/** Reads what a claimed conversation has open, and what was said before. */
export function readTurn(db: Database, conversation: Row, lease: TurnLease): ClaimedTurn {
  const key = conversation.conversation_id ?? null;
  const open = db.all(
    `SELECT id, external_id, sender, body, attachments, created_at FROM messages
     WHERE conversation_id = ? AND state = 'unanswered' ORDER BY seq`,
    key,
  );
  return {
    conversationId: lease.conversationId,
    claimId: lease.claimId,
    fence: lease.fence,
    channel: conversation.channel as string,
    kind: conversation.kind as 'person' | 'group',
    messages: open.map(toMessage),
    history: readHistory(db, key as string, lease.historyLimit),
    failures: Number(conversation.failures),
    dueAt: conversation.due_at as number | null,
    ageMs: Date.now() - Number(open[0]?.created_at ?? Date.now()),
  };
}

/** The newest answered or sent lines, oldest first. Notices and what was never answered are no part of a dialogue. */
function readHistory(db: Database, key: string, limit: number): ClaimedTurn['history'] {
  const rows = db.all(
    `SELECT direction, sender, body, created_at FROM messages
     WHERE conversation_id = ? AND (state IN ('covered', 'listened') OR (direction = 'out' AND turn_fence IS NOT NULL))
     ORDER BY seq DESC LIMIT ?`,
    key,
    limit,
  );
  return rows.toReversed().map((row) => ({
    direction: row.direction as 'in' | 'out',
    author: row.sender as string | null,
    body: row.body as string,
    createdAt: Number(row.created_at),
  }));
}

function toMessage(row: Row): TurnMessage {
  return {
    id: row.id as string,
    externalId: row.external_id as string | null,
    author: row.sender as string | null,
    text: row.body as string,
    attachments: JSON.parse(row.attachments as string) as string[],
    createdAt: Number(row.created_at),
  };
}
