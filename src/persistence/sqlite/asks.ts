import type { AnswerAskInput, AskAnswer, EndAskInput } from '../../conversation/asks/ask.answer.ts';
import type { CommitTurnInput } from '../../conversation/turn.ts';
import type { Database } from './database.ts';
import type { AskRow, ConversationRow, MessageRow } from './rows.ts';

/** Part of the commit of a turn. A number that is taken fails it: the question would be about something else. */
export function stageAsks(
  db: Database,
  { conversation_id: key }: ConversationRow,
  input: CommitTurnInput,
): void {
  const now = Date.now();
  for (const ask of input.staged ?? []) {
    if (ask.kind !== 'ask') continue;
    db.run(
      `INSERT INTO asks (conversation_id, number, turn_fence, tool, arguments, summary, asker, expires_at, created_at,
         updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        key,
        ask.number,
        input.fence,
        ask.tool,
        ask.arguments,
        ask.summary,
        ask.asker,
        now + ask.ttlMs,
        now,
        now,
      ],
    );
  }
}

export function lastAskNumber(db: Database, conversationId: string): number {
  const last = db.get<{ number: number | null }>(
    `SELECT max(a.number) AS number FROM asks a JOIN conversations c USING (conversation_id) WHERE c.id = ?`,
    [conversationId],
  );
  return last?.number ?? 0;
}

export function answerAsk(db: Database, input: AnswerAskInput): AskAnswer {
  const held = db.get<ConversationRow>(
    'SELECT * FROM conversations WHERE id = ? AND fence = ? AND claim_id = ?',
    [input.conversationId, input.fence, input.claimId],
  );
  if (!held) return { state: 'lost' };
  const text = db.get<MessageRow>(
    `SELECT sender, created_at FROM messages WHERE id = ? AND conversation_id = ? AND state = 'unanswered'`,
    [input.messageId, held.conversation_id],
  );
  const ask = db.get<AskRow>('SELECT * FROM asks WHERE conversation_id = ? AND number = ?', [
    held.conversation_id,
    input.number,
  ]);
  if (!text || !ask) return { state: 'none' };
  if ((text.sender ?? '') !== ask.asker) return { state: 'not-theirs' };
  return answer(db, ask, input, text.created_at);
}

function answer(db: Database, ask: AskRow, input: AnswerAskInput, saidAt: number): AskAnswer {
  const { summary } = ask;
  const taken = { state: 'taken', tool: ask.tool, arguments: ask.arguments, summary } as const;
  switch (ask.state) {
    case 'open':
      // "ok, one" to something else, while the question was still on its way.
      if (saidAt < ask.created_at) return { state: 'none' };
      if (saidAt > ask.expires_at) return { state: 'expired', summary };
      move(db, ask, { ...input, state: input.answer === 'yes' ? 'running' : 'declined' });
      return input.answer === 'yes' ? taken : { state: 'declined', again: false, summary, result: null };
    case 'running':
      if (ask.execution_id === input.executionId) return taken;
      // Turns of a conversation follow each other: whoever began it has ended without a word.
      move(db, ask, { messageId: ask.message_id, executionId: ask.execution_id, state: 'unknown' });
      return { state: 'unknown', again: ask.message_id !== input.messageId, summary, result: null };
    default:
      return { state: ask.state, again: ask.message_id !== input.messageId, summary, result: ask.result };
  }
}

function move(
  db: Database,
  { conversation_id: key, number }: AskRow,
  to: { state: AskRow['state']; messageId: string | null; executionId: string | null },
): void {
  db.run(
    'UPDATE asks SET state = ?, message_id = ?, execution_id = ?, updated_at = ? WHERE conversation_id = ? AND number = ?',
    [to.state, to.messageId, to.executionId, Date.now(), key, number],
  );
}

export function endAsk(
  db: Database,
  { conversationId, number, executionId, state, result }: EndAskInput,
): void {
  db.run(
    `UPDATE asks SET state = ?, result = ?, updated_at = ? WHERE number = ? AND execution_id = ?
       AND state IN ('running', 'unknown') AND conversation_id = (SELECT conversation_id FROM conversations WHERE id = ?)`,
    [state, result, Date.now(), number, executionId, conversationId],
  );
}
