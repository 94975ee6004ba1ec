import type { ModelCallRecord } from '../../../conversation/model-calls.ts';
import type { TrailFailure, TrailToolCall, TrailTurn } from '../../../conversation/trail.ts';
import type { TurnRoute } from '../../../conversation/turn.route.ts';
import type { Database } from '../database.ts';
import type { MessageRow } from '../rows.ts';

/** The turn that covers a text, with what it took. */
export function readTurnOf(
  db: Database,
  { conversation_id: key }: MessageRow,
  fence: number,
): TrailTurn | null {
  const row = db.get<
    Omit<TrailTurn, 'route' | 'modelCalls' | 'toolCalls'> & { route: string | null } & Calls
  >(
    `SELECT fence, model, prompt_tokens AS promptTokens, completion_tokens AS completionTokens,
       duration_ms AS durationMs, created_at AS createdAt, route, model_calls FROM turns
     WHERE conversation_id = ? AND fence = ?`,
    [key, fence],
  );
  if (!row) return null;
  const { route, model_calls: calls, ...turn } = row;
  const toolCalls = db.all<TrailToolCall>(
    `SELECT tool, outcome, arguments, duration_ms AS ms, created_at AS createdAt FROM tool_calls
     WHERE conversation_id = ? AND turn_fence = ? ORDER BY position`,
    [key, fence],
  );
  return {
    ...turn,
    route: route === null ? null : (JSON.parse(route) as TurnRoute),
    modelCalls: parsed(calls),
    toolCalls: toolCalls.map((call) => ({ ...call })),
  };
}

/** Attempts since a text came that made no reply, up to the turn that did. */
export function readFailures(
  db: Database,
  { conversation_id: key, created_at: since }: MessageRow,
  fence: number | null,
): TrailFailure[] {
  return db
    .all<Omit<TrailFailure, 'modelCalls'> & Calls>(
      `SELECT fence, reason, outcome, duration_ms AS durationMs, created_at AS createdAt, model_calls FROM turn_failures
       WHERE conversation_id = ?1 AND created_at >= ?2 AND (?3 IS NULL OR fence < ?3) ORDER BY seq`,
      [key, since, fence],
    )
    .map(({ model_calls: calls, ...failure }) => ({ ...failure, modelCalls: parsed(calls) }));
}

interface Calls {
  model_calls: string;
}

const parsed = (calls: string): ModelCallRecord[] => JSON.parse(calls) as ModelCallRecord[];
