import type { ChatMessage, JsonSchema, ToolCall, ToolDefinition } from './messages.ts';

/** Tokens, as counted by the provider. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** The part of `promptTokens` served from the provider's prompt cache. */
  readonly cachedTokens: number;
}

export interface CompletionRequest {
  readonly messages: readonly ChatMessage[];
  readonly temperature?: number;
  /** Upper bound on the answer, in tokens; hidden reasoning counts inside it. */
  readonly maxTokens?: number;
  readonly signal?: AbortSignal;
  /** How long the call may take in all, in milliseconds from now: retries, waits and fallbacks included. */
  readonly deadlineMs: number;
  /** What the model may call instead of answering. Not together with `json`: providers refuse that. */
  readonly tools?: readonly ToolDefinition[];
  /** Asks for one JSON object of this schema, whose name is letters, digits and `_`. */
  readonly json?: { readonly name: string; readonly schema: JsonSchema };
}

export interface Completion {
  /** Never blank, unless there are tool calls. */
  readonly text: string;
  /** Present, and then not empty, when the model wants tools called before it answers. */
  readonly toolCalls?: readonly ToolCall[];
  readonly finishReason: string;
  /** The model that answered, which may be a fallback. */
  readonly model: string;
  /** Everything this call took: unusable answers before the good one are included. */
  readonly usage: Usage;
  /** Requests sent, over all models; 1 when the first one worked. */
  readonly attempts: number;
  /** US dollars for `usage`; absent when the price of a model that answered is not known. */
  readonly costUsd?: number;
}

/** A chat model behind a deadline. */
export abstract class LanguageModel {
  /**
   * Settles by `deadlineMs` at the latest.
   *
   * @throws LanguageModelError when no usable answer came.
   * @throws the signal's reason, at once, when the caller aborts.
   */
  abstract complete(request: CompletionRequest): Promise<Completion>;
}
