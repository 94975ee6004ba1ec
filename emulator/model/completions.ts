import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from '../emulator.ts';
import type { ModelStep } from '../faults.ts';
import { dropConnection, isAbandoned, isJson, readJson, sendJson, waitFor, type Json } from '../http.ts';
import { buildAnswer, completionBody } from './answer.ts';
import { isAuthorized, sendError } from './errors.ts';
import { MODELS } from './models.ts';
import { findRefusal } from './rules.ts';
import { sendStream } from './stream.ts';

/** `POST /openai/v1/chat/completions`. Journaled on arrival, so a call which hangs can be seen hanging. */
export async function handleCompletion(
  emulator: Emulator,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const body = await readJson(req);
  const { model, messages, ...params } = isJson(body) ? body : {};
  const entry = emulator.journal.addModel({ model, messages, params, outcome: 'pending' });
  res.once('close', () => {
    if (!res.writableFinished && entry.outcome === 'pending') entry.outcome = 'cancelled';
    entry.ms = Date.now() - entry.at;
  });
  const refuse = (status: number, error?: string | Json, headers?: Record<string, string>): void => {
    entry.outcome = `status:${status}`;
    sendError(res, status, error, headers);
  };

  if (!isAuthorized(req)) return refuse(401);
  if (!isJson(body)) return refuse(400, 'The body must be a JSON object');
  const refusal = findRefusal(body);
  if (refusal) return refuse(400, refusal);
  if (!MODELS.includes(String(model))) return refuse(404, `The model ${String(model)} does not exist`);

  // Only a call that reached the model uses up a step of the script.
  const step = emulator.faults.takeModelStep();
  await waitFor(res, (emulator.faults.model.delayMs ?? 0) + (step.delayMs ?? 0) + (step.hangMs ?? 0));
  if (isAbandoned(res)) return;
  if (step.destroy || step.hangMs) {
    entry.outcome = 'destroyed';
    if (!(step.destroy && body.stream === true)) return dropConnection(res);
  } else if (step.status) {
    return refuse(step.status, step.error, retryHeaders(step));
  } else {
    entry.outcome = step.truncate ? 'truncated' : 'ok';
  }
  const answer = buildAnswer(emulator.faults.model, step, body);
  const headers = rateLimitHeaders(Number(answer.usage.total_tokens));
  if (body.stream === true) {
    const cut = step.destroy ? 'destroy' : step.truncate ? 'truncate' : undefined;
    return sendStream(res, answer, headers, cut);
  }
  const whole = completionBody(answer);
  if (!step.truncate) return sendJson(res, 200, whole, headers);
  // Complete as HTTP, broken as JSON: clients tend to check only the first.
  const text = JSON.stringify(whole);
  res.writeHead(200, { 'content-type': 'application/json', ...headers });
  res.end(text.slice(0, text.length / 2));
}

function retryHeaders({ retryAfter }: ModelStep): Record<string, string> {
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}

/** Of the shape Groq sends (requests a day, tokens a minute) but not enforced: a fault does that on demand. */
function rateLimitHeaders(tokens: number): Record<string, string> {
  return {
    'x-ratelimit-limit-requests': '1000',
    'x-ratelimit-limit-tokens': '8000',
    'x-ratelimit-remaining-requests': '999',
    'x-ratelimit-remaining-tokens': String(Math.max(0, 8000 - tokens)),
    'x-ratelimit-reset-requests': '1m26.4s',
    'x-ratelimit-reset-tokens': `${(tokens * 0.0075).toFixed(3)}s`,
  };
}
