import type { Usage } from '../language-model.ts';
import type { ToolCall } from '../messages.ts';
import type { Failure } from './retry.policy.ts';

export interface Answer {
  readonly text: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly finishReason: string;
}

/** What is read of a chat completion. Nothing of it is sure to be there. */
export interface WireCompletion {
  readonly choices?: readonly {
    readonly finish_reason?: string | null;
    readonly message?: {
      readonly content?: string | null;
      readonly tool_calls?: readonly WireToolCall[] | null;
    };
  }[];
  readonly usage?: WireUsage | null;
}

export interface WireToolCall {
  readonly id?: string;
  readonly function?: { readonly name?: string; readonly arguments?: string };
}

export interface WireUsage {
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
  readonly prompt_tokens_details?: { readonly cached_tokens?: number } | null;
}

/**
 * A 200 is not yet an answer: cut off, filtered or blank text is a failure like any other. Calls of tools that the
 * request did not offer are no answer either.
 */
export function readAnswer(raw: unknown, hasTools: boolean): Answer | Failure {
  const choice = (raw as WireCompletion | null | undefined)?.choices?.[0];
  const finishReason = choice?.finish_reason;
  if (!finishReason) return badOutput('no_finish_reason');
  if (finishReason === 'length' || finishReason === 'content_filter') return badOutput(finishReason);
  const { content, tool_calls: calls } = choice.message ?? {};
  const text = typeof content === 'string' ? content : '';
  const toolCalls = hasTools && Array.isArray(calls) ? calls.flatMap(readToolCall) : [];
  if (toolCalls.length > 0) return { text, toolCalls, finishReason };
  return text.trim() === '' ? badOutput('empty') : { text, finishReason };
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

/** A call without a name calls nothing. One without an id still has to be answered by one. */
function readToolCall({ id, function: called }: WireToolCall, index: number): ToolCall[] {
  if (typeof called?.name !== 'string' || called.name === '') return [];
  const json = typeof called.arguments === 'string' ? called.arguments : '';
  return [{ id: id || `call_${index}`, name: called.name, arguments: json }];
}

/** A provider's own idea of a number must not keep a good answer from being stored. */
function count(value: unknown): number {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0;
}

function badOutput(code: string): Failure {
  return { kind: 'bad-output', remedy: 'retry', code };
}
