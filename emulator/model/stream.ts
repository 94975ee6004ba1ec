import type { ServerResponse } from 'node:http';
import { dropConnection, type Json } from '../http.ts';
import type { Answer } from './answer.ts';

const CHUNK_LENGTH = 24;

/** Sends the answer as server-sent events. `cut` ends it half-way, politely or by closing the connection. */
export function sendStream(
  res: ServerResponse,
  answer: Answer,
  headers: Record<string, string>,
  cut?: 'truncate' | 'destroy',
): void {
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', ...headers });
  const events = streamEvents(answer);
  const sent = cut ? events.slice(0, Math.ceil(events.length / 2)) : [...events, '[DONE]'];
  for (const event of sent) res.write(`data: ${event}\n\n`);
  // The socket is closed a moment later, or what was written would be thrown away with it.
  if (cut === 'destroy') setImmediate(() => dropConnection(res));
  else res.end();
}

function streamEvents({ id, created, model, message, finishReason, usage }: Answer): string[] {
  const event = (delta: Json, finish: string | null, extra: Json = {}): string =>
    JSON.stringify({
      id,
      object: 'chat.completion.chunk',
      created,
      model,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...extra,
    });
  const pieces = (message.content ?? '').match(new RegExp(`[^]{1,${CHUNK_LENGTH}}`, 'gu')) ?? [];
  const calls = message.tool_calls?.map((call, index) => ({ index, ...call }));
  return [
    event({ role: 'assistant', content: '' }, null),
    ...pieces.map((content) => event({ content }, null)),
    ...(calls ? [event({ tool_calls: calls }, null)] : []),
    event({}, finishReason, { x_groq: { id: `req_${id}`, usage }, usage }),
  ];
}
