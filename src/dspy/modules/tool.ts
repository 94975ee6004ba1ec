import type { ToolDefinition } from '../messages.ts';

/** Something the model may have done. */
export interface ToolSpec extends ToolDefinition {
  /**
   * Whatever it resolves to is shown to the model, text as it is, all else as JSON; so is the message of what it
   * throws. `args` is an object of the model's making and not checked against `parameters`.
   */
  invoke(
    args: Readonly<Record<string, unknown>>,
    options: { readonly signal: AbortSignal },
  ): Promise<unknown>;
}

/** One call of a tool. */
export interface ToolStep {
  readonly tool: string;
  /** As the model wrote them. */
  readonly arguments: string;
  /** What the model was shown. */
  readonly observation: string;
  readonly failed: boolean;
}
