import { randomUUID } from 'node:crypto';
import type { ModelFaults, ModelStep } from '../faults.ts';
import { isJson, isText, type Json } from '../http.ts';
import { imagesOf } from './images.ts';
import { learnerAnswer } from './learner.ts';

export type Answer = {
  id: string;
  model: string;
  created: number;
  message: { role: 'assistant'; content: string | null; tool_calls?: Json[] };
  finishReason: string;
  usage: Json;
};

/** The answer as the script says, else as {@link usualAnswer}. */
export function buildAnswer(
  faults: ModelFaults,
  step: ModelStep,
  body: Json,
  seed: number | null = null,
): Answer {
  const messages = body.messages as Json[];
  const usual = usualAnswer(faults, body, seed);
  const calls = step.tool_calls?.map((call) => ({
    id: `call_${randomUUID()}`,
    type: 'function',
    function: {
      name: call.name,
      arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments ?? {}),
    },
  }));
  const content = step.empty ? '' : (step.content ?? (calls ? null : usual));
  return {
    id: `chatcmpl-${randomUUID()}`,
    model: String(body.model),
    created: Math.floor(Date.now() / 1000),
    message: { role: 'assistant', content, tool_calls: calls },
    finishReason: step.finish_reason ?? (calls ? 'tool_calls' : 'stop'),
    usage: countUsage(JSON.stringify(messages), content ?? JSON.stringify(calls)),
  };
}

/**
 * Echoing the last text shows a test which texts the model was given; a fixed answer suits a benchmark, and the learner,
 * where there is a seed for it, an optimiser.
 */
function usualAnswer({ default: mode, fixed = '' }: ModelFaults, body: Json, seed: number | null): string {
  if (mode === 'fixed') return fixed;
  if (mode !== 'echo' && seed !== null) return learnerAnswer(seed, body);
  return `Heard: ${lastUserText(body.messages as Json[])}`;
}

/** The answer as one JSON body. */
export function completionBody(answer: Answer): Json {
  const { id, created, model, message, finishReason, usage } = answer;
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReason };
  return {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [choice],
    usage,
    service_tier: 'on_demand',
    x_groq: { id: `req_${id}` },
  };
}

/** With a count of the pictures, which cannot be echoed. */
function lastUserText(messages: Json[]): string {
  const message = messages.findLast(({ role }) => role === 'user') ?? {};
  const { content } = message;
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const text = content.map((part) => (isJson(part) && isText(part.text) ? part.text : '')).join('');
  const images = imagesOf(message).length;
  const count = images === 0 ? '' : `[${images} image${images === 1 ? '' : 's'}]`;
  return [text, count].filter(Boolean).join(' ');
}

/** Four characters a token: close enough for code which adds up what it spends. */
function countUsage(prompt: string, completion: string): Json {
  const promptTokens = Math.ceil(prompt.length / 4);
  const completionTokens = Math.ceil(completion.length / 4);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: 0 },
  };
}
