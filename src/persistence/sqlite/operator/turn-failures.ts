import type { FailTurnInput } from '../../../conversation/turn.ts';
import type { Database } from '../database.ts';
import type { ConversationRow } from '../rows.ts';

/** An attempt that made no reply, for whoever asks later why there was none. */
export function keepFailure(
  db: Database,
  conversation: ConversationRow,
  { fence, reason, durationMs }: FailTurnInput,
  outcome: 'retrying' | 'dead',
): void {
  db.run(
    `INSERT INTO turn_failures (conversation_id, fence, reason, outcome, duration_ms, created_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [
      conversation.conversation_id,
      fence,
      reason,
      outcome,
      durationMs === undefined ? null : Math.round(durationMs),
      Date.now(),
    ],
  );
}
