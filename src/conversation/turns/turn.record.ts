import { recordOf, type ModelCall, type ModelCallRecord } from '../model-calls.ts';
import type { MadeToolCall, ToolCallRecord } from '../tool-calls.ts';
import type { TurnRoute } from '../turn.route.ts';

/** Who answered where nobody was chosen. */
export const NO_CHOICE: TurnRoute = { agent: 'chip', picked: 'chip', reason: 'no-choice', ms: 0 };

/** Calls as a turn that ends now keeps them; of those of tools not what they gave back. */
export function toolCallRecords(calls: readonly MadeToolCall[], now = Date.now()): ToolCallRecord[] {
  return calls.map(({ tool, outcome, arguments: given, ms, at = now }) => ({
    tool,
    outcome,
    arguments: given,
    ms,
    agoMs: Math.max(0, now - at),
  }));
}

export function modelCallRecords(calls: readonly ModelCall[], now = Date.now()): ModelCallRecord[] {
  return calls.map((call) => recordOf(call, now));
}
