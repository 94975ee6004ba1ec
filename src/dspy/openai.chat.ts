import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { CompletionRequest, Usage } from './language-model.ts';
import type { Failure } from './retry.policy.ts';

/** The one method used of an `openai` client. What it resolves to is checked, not believed. */
export interface ChatClient {
  readonly chat: {
    readonly completions: {
      create(
        body: ChatCompletionCreateParamsNonStreaming,
        options: { signal: AbortSignal; timeout: number; maxRetries: number },
      ): PromiseLike<unknown>;
    };
  };
}

export interface ChatDefaults {
  readonly temperature: number;
  /** Tokens, hidden reasoning included. */
  readonly maxTokens: number;
  /** For gpt-oss models only; `low` by default. These models cannot switch reasoning off. */
  readonly reasoningEffort?: 'low' | 'medium' | 'high';
}

/**
 * The request body. Only fields that every OpenAI-compatible provider takes: Groq answers 400 to
 * several of the others (https://console.groq.com/docs/openai).
 */
export function toBody(
  model: string,
  request: CompletionRequest,
  defaults: ChatDefaults,
): ChatCompletionCreateParamsNonStreaming {
  const reasons = model.startsWith('openai/gpt-oss');
  return {
    model,
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    temperature: request.temperature ?? defaults.temperature,
    max_completion_tokens: request.maxTokens ?? defaults.maxTokens,
    ...(reasons && { reasoning_effort: defaults.reasoningEffort ?? 'low' }),
  };
}

export interface Answer {
  readonly text: string;
  readonly finishReason: string;
}

interface WireCompletion {
  readonly choices?: readonly {
    readonly finish_reason?: string | null;
    readonly message?: { readonly content?: string | null };
  }[];
  readonly usage?: {
    readonly prompt_tokens?: number;
    readonly completion_tokens?: number;
    readonly prompt_tokens_details?: { readonly cached_tokens?: number } | null;
  } | null;
}

/** A 200 is not yet an answer: cut off, filtered or blank text is a failure like any other. */
export function readAnswer(raw: unknown): Answer | Failure {
  const choice = (raw as WireCompletion | null | undefined)?.choices?.[0];
  const finishReason = choice?.finish_reason;
  if (!finishReason) return badOutput('no_finish_reason');
  if (finishReason === 'length' || finishReason === 'content_filter') return badOutput(finishReason);
  const text = choice.message?.content;
  if (typeof text !== 'string' || text.trim() === '') return badOutput('empty');
  return { text, finishReason };
}

/** Whole numbers; zeros where the provider reports nothing or nonsense. */
export function readUsage(raw: unknown): Usage {
  const usage = (raw as WireCompletion | null | undefined)?.usage;
  return {
    promptTokens: count(usage?.prompt_tokens),
    completionTokens: count(usage?.completion_tokens),
    cachedTokens: count(usage?.prompt_tokens_details?.cached_tokens),
  };
}

/** A provider's own idea of a number must not keep a good answer from being stored. */
function count(value: unknown): number {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0;
}

function badOutput(code: string): Failure {
  return { kind: 'bad-output', remedy: 'retry', code };
}
