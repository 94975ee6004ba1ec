import type { ListToolCallsInput, ToolCallGroup } from '../../conversation/tool-calls.ts';
import type { CommitTurnInput } from '../../conversation/turn.ts';
import type { Database } from './database.ts';
import type { ConversationRow } from './rows.ts';

/** Part of the commit of a turn. */
export function recordCalls(
  db: Database,
  { conversation_id: key }: ConversationRow,
  input: CommitTurnInput,
): void {
  const now = Date.now();
  for (const [position, call] of (input.calls ?? []).entries()) {
    db.run(
      `INSERT INTO tool_calls (conversation_id, turn_fence, position, tool, outcome, arguments, duration_ms, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        key,
        input.fence,
        position,
        call.tool,
        call.outcome,
        call.arguments,
        Math.round(call.ms),
        now - Math.round(call.agoMs ?? 0),
      ],
    );
  }
}

export function listToolCalls(
  db: Database,
  { tool, outcome, since, limit }: ListToolCallsInput,
): ToolCallGroup[] {
  return db.all<ToolCallGroup & Record<string, never>>(
    `SELECT arguments, count(*) AS count, count(DISTINCT conversation_id) AS conversations,
       min(created_at) AS firstAt, max(created_at) AS lastAt FROM tool_calls
     WHERE tool = ? AND outcome = ? AND created_at >= ? GROUP BY arguments ORDER BY lastAt DESC, arguments LIMIT ?`,
    [tool, outcome, since, limit],
  );
}
