import OpenAI from 'openai';
import {
  OpenAiLanguageModel,
  type OpenAiLanguageModelOptions,
} from '../../src/dspy/openai/openai.language-model.ts';
import type { CallRecord } from '../../src/dspy/openai/openai.record.ts';

export const BIG = 'openai/gpt-oss-120b';
export const SMALL = 'openai/gpt-oss-20b';

export type Body = Record<string, unknown> & { model: string; messages: Record<string, unknown>[] };
export type Reply = (body: Body, signal: AbortSignal | null | undefined) => Response | Promise<Response>;

const json = (body: unknown, status = 200, headers = {}): Response =>
  Response.json(body, { status, headers });

const USAGE = { prompt_tokens: 10, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 8 } };

/** A whole answer with a text. */
export const answer =
  (content: string | null = 'hello', finish_reason: string | null = 'stop', headers = {}): Reply =>
  () =>
    json(
      { choices: [{ finish_reason, message: { role: 'assistant', content } }], usage: USAGE },
      200,
      headers,
    );

/** A whole answer that wants tools called. */
export const callTool =
  (...calls: [name: string, args: string][]): Reply =>
  () => {
    const tool_calls = calls.map(([name, args], index) => ({
      id: `call_${index}`,
      type: 'function',
      function: { name, arguments: args },
    }));
    const message = { role: 'assistant', content: null, reasoning_content: 'hm', tool_calls };
    return json({ choices: [{ finish_reason: 'tool_calls', message }], usage: USAGE });
  };

export const fail =
  (status: number, headers = {}, code = 'some_code'): Reply =>
  () =>
    json({ error: { message: 'no', code, failed_generation: 'x' } }, status, headers);

/** Server-sent events; what a chunk lacks is filled in. `after` may keep the stream open or break it. */
export const stream =
  (chunks: readonly object[], after: 'end' | 'hang' | 'break' = 'end'): Reply =>
  () => {
    const encoder = new TextEncoder();
    const body = new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(encoder.encode(`data: ${JSON.stringify(chunk)}\n\n`));
        if (after === 'end') {
          controller.enqueue(encoder.encode('data: [DONE]\n\n'));
          controller.close();
        }
        if (after === 'break') controller.error(new TypeError('terminated'));
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };

export const piece = (content: string): object => ({ choices: [{ index: 0, delta: { content } }] });
export const ending = (finish_reason: string): object => ({
  choices: [{ index: 0, delta: {}, finish_reason }],
  x_groq: { usage: USAGE },
});

export interface ScriptedOpenAi {
  readonly lm: OpenAiLanguageModel;
  readonly bodies: Body[];
  readonly records: CallRecord[];
  /** When each request came, by `performance.now()`. */
  readonly times: number[];
}

/** A language model over a real client and a scripted network: one reply a request, the last one repeats. */
export function scriptedOpenAi(
  replies: readonly Reply[],
  options: Partial<OpenAiLanguageModelOptions> = {},
): ScriptedOpenAi {
  const bodies: Body[] = [];
  const records: CallRecord[] = [];
  const times: number[] = [];
  const client = new OpenAI({
    apiKey: 'key-of-no-value',
    baseURL: 'http://model.test/v1',
    fetch: async (_url, init) => {
      const body = JSON.parse(init?.body as string) as Body;
      bodies.push(body);
      times.push(performance.now());
      return replies[Math.min(bodies.length, replies.length) - 1]!(body, init?.signal);
    },
  });
  const lm = new OpenAiLanguageModel({
    client,
    model: BIG,
    fallbackModels: [SMALL],
    defaults: { temperature: 0.7, maxTokens: 800 },
    onCall: (record) => records.push(record),
    ...options,
  });
  return { lm, bodies, records, times };
}
