import type { SaveSummaryInput } from '../../conversation/turn.ts';
import type { Database } from './database.ts';
import type { MessageRow } from './rows.ts';

export function saveSummary(db: Database, input: SaveSummaryInput): void {
  countTokens(db, input);
  if (input.text !== null) replace(db, input, input.text);
}

/** Also of one that is not kept: it was paid for. That a turn has been counted is what makes a repeated call harmless. */
function countTokens(
  db: Database,
  { conversationId, fence, promptTokens, completionTokens }: SaveSummaryInput,
): void {
  db.run(
    `UPDATE turns SET prompt_tokens = prompt_tokens + ?1, completion_tokens = completion_tokens + ?2, summary_tokens = ?1 + ?2
     WHERE conversation_id = (SELECT conversation_id FROM conversations WHERE id = ?3) AND fence = ?4 AND summary_tokens IS NULL`,
    [promptTokens, completionTokens, conversationId, fence],
  );
}

/** By the order of the dialogue, not of the numbers: a text that came during a turn stands behind that turn's reply. */
function replace(db: Database, { conversationId, throughMessageId }: SaveSummaryInput, text: string): void {
  const through = db.get<Pick<MessageRow, 'turn_fence' | 'seq'>>(
    `SELECT m.turn_fence, m.seq FROM messages m JOIN conversations c USING (conversation_id)
     WHERE m.id = ? AND c.id = ? AND m.turn_fence IS NOT NULL`,
    [throughMessageId, conversationId],
  );
  if (!through) return;
  db.run(
    `UPDATE conversations SET summary = ?1, summary_fence = ?2, summary_seq = ?3
     WHERE id = ?4 AND (summary_seq IS NULL OR (summary_fence, summary_seq) < (?2, ?3))`,
    [text, through.turn_fence, through.seq, conversationId],
  );
}
