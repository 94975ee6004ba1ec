import type { SaveSummaryInput } from '../../conversation/turn.ts';
import type { Database } from './database.ts';
import type { MessageRow } from './rows.ts';

/** By the order of the dialogue, not of the numbers: a text that came during a turn stands behind that turn's reply. */
export function saveSummary(
  db: Database,
  { conversationId, throughMessageId, text }: SaveSummaryInput,
): void {
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
