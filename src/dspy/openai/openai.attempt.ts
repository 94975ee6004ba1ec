import type { CompletionRequest, Usage } from '../language-model.ts';
import { readAnswer, readUsage, type Answer } from './openai.answer.ts';
import { toBody, type ChatDefaults } from './openai.body.ts';
import { receive, type ChatClient, type Headers } from './openai.client.ts';
import { toFailure } from './openai.failure.ts';
import { collect } from './openai.stream.ts';
import { readRateLimits, type RateLimits } from './rate-limit.headers.ts';
import type { Failure } from './retry.policy.ts';
import { withTimeLimit } from '../time-limit.ts';

export interface Attempt {
  readonly answer: Answer | Failure;
  /** Present whenever a whole answer came, also an unusable one: that is billed too. */
  readonly usage?: Usage;
  readonly limits: RateLimits;
}

export interface AttemptOptions {
  readonly client: ChatClient;
  readonly defaults: ChatDefaults;
  readonly strictJson: boolean;
  /** Streams, and gives up when nothing comes for so long. */
  readonly streamIdleMs?: number;
  /** For the whole attempt. */
  readonly limitMs: number;
}

/**
 * One request to one model.
 *
 * @throws the signal's reason when the caller aborts, and nothing else.
 */
export async function attempt(
  model: string,
  request: CompletionRequest,
  { client, defaults, strictJson, streamIdleMs, limitMs }: AttemptOptions,
): Promise<Attempt> {
  const body = toBody(model, request, { defaults, strictJson, stream: streamIdleMs !== undefined });
  let headers: Headers | undefined;
  try {
    // The limit decides. The client's own timeout (which has to be an integer) only clears up behind
    // a transport that ignores the signal; a tie between the two would look like a lost connection.
    const raw = await withTimeLimit(limitMs, request.signal, async (signal) => {
      const options = { signal, timeout: limitMs + 1_000, maxRetries: 0 };
      const received = await receive(client.chat.completions.create(body, options));
      headers = received.headers;
      return isStream(received.data)
        ? collect(received.data, streamIdleMs ?? limitMs, signal)
        : received.data;
    });
    return {
      answer: readAnswer(raw, 'tools' in body),
      usage: readUsage(raw),
      limits: readRateLimits(headers),
    };
  } catch (error) {
    request.signal?.throwIfAborted();
    headers ??= (error as { headers?: Headers } | undefined)?.headers;
    return { answer: toFailure(error), limits: readRateLimits(headers) };
  }
}

function isStream(data: unknown): data is AsyncIterable<unknown> {
  return typeof data === 'object' && data !== null && Symbol.asyncIterator in data;
}
