import type { ToolCallRecord } from '../conversation/tool-calls.ts';

/** One call of a tool, as it is shown to the model and recorded with the turn. */
export interface ToolCall {
  readonly tool: string;
  /** As JSON, at most some 2,000 characters. */
  readonly arguments: string;
  /** What the model is shown; at most some 4,000 characters. */
  readonly observation: string;
  readonly outcome: ToolCallRecord['outcome'];
  readonly ms: number;
  /** When it ended, epoch ms by this server's clock. */
  readonly at: number;
}

/** How a call ended. */
export type Ended = Pick<ToolCall, 'outcome' | 'observation'>;

/** A call that was not made, with why. */
export function refused(observation: string): Ended {
  return { outcome: 'refused', observation };
}

/** About a thousand tokens. What a tool gives back is paid for again in every later round of the turn. */
const MOST_OBSERVED = 4_000;
const MOST_ARGUMENTS = 2_000;

/** A result as text for the model, within bounds. */
export function observationOf(result: unknown): string {
  const text = typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
  return text.trim() === '' ? 'Done.' : cut(text, MOST_OBSERVED);
}

/** Arguments as they are recorded. */
export function argumentsOf(input: unknown): string {
  try {
    return cut(JSON.stringify(input) ?? '', MOST_ARGUMENTS);
  } catch {
    return '[no JSON]';
  }
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text.toWellFormed();
  // A pair of surrogates that was cut in two becomes the sign for what cannot be shown.
  return `${text.slice(0, most).toWellFormed()}\n[${text.length - most} more characters left out]`;
}
