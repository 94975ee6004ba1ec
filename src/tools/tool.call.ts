/** One call of a tool, as it is shown to the model and recorded with the turn. */
export interface ToolCall {
  readonly tool: string;
  /** What the model is shown; never longer than `MOST_CHARACTERS` and a remark. */
  readonly observation: string;
  readonly outcome: 'ok' | 'refused' | 'failed' | 'timeout';
  readonly ms: number;
}

/** About a thousand tokens. What a tool gives back is paid for again in every later round of the turn. */
const MOST_CHARACTERS = 4_000;

/** A result as text for the model, within bounds. */
export function observationOf(result: unknown): string {
  const text = typeof result === 'string' ? result : (JSON.stringify(result) ?? '');
  if (text.trim() === '') return 'Done.';
  if (text.length <= MOST_CHARACTERS) return text;
  const kept = text.slice(0, MOST_CHARACTERS).toWellFormed();
  return `${kept}\n[${text.length - MOST_CHARACTERS} more characters left out]`;
}
