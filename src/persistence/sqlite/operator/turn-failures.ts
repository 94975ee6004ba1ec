import type { FailTurnInput } from '../../../conversation/turn.ts';
import type { Database } from '../database.ts';
import type { ConversationRow } from '../rows.ts';

/** An attempt that made no reply, for whoever asks later why there was none. */
export function keepFailure(
  db: Database,
  conversation: ConversationRow,
  { fence, reason, durationMs, modelCalls = [] }: FailTurnInput,
  outcome: 'retrying' | 'dead',
): void {
  db.run(
    `INSERT INTO turn_failures (conversation_id, fence, reason, outcome, duration_ms, created_at, model_calls)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      conversation.conversation_id,
      fence,
      reason,
      outcome,
      durationMs === undefined ? null : Math.round(durationMs),
      Date.now(),
      JSON.stringify(modelCalls),
    ],
  );
}
