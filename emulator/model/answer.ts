import { randomUUID } from 'node:crypto';
import type { ModelFaults, ModelStep } from '../faults.ts';
import type { Json } from '../http.ts';
import { learnerAnswer } from './learner.ts';
import { lastUserText } from './user-text.ts';
import { ruledCalls, toolsSaid } from './tool-calls.ts';

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
  const isScripted = Object.keys(step).length > 0;
  const wanted = step.tool_calls ?? (isScripted ? undefined : ruledCalls(faults.calls, body));
  const calls = wanted?.map((call) => ({
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
  const messages = body.messages as Json[];
  return [`Heard: ${lastUserText(messages)}`, ...toolsSaid(messages)].join('\n');
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
