import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from '../emulator.ts';
import { dropConnection, isAbandoned, isJson, readJson, sendJson, waitFor, type Json } from '../http.ts';
import { buildAnswer, completionBody } from './answer.ts';
import { isAuthorized, sendError } from './errors.ts';
import { findImageRefusal, withoutImageBytes } from './images.ts';
import { findModel } from './models.ts';
import { rateLimitHeaders, retryHeaders, sendHalf } from './replies.ts';
import { findRefusal } from './rules.ts';
import { sendStream } from './stream.ts';

/** Room for three pictures. */
const MAX_BODY_BYTES = 25 * 1024 * 1024;

/** `POST /openai/v1/chat/completions`. Journaled on arrival, so a call which hangs can be seen hanging. */
export async function handleCompletion(
  emulator: Emulator,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const body = await readJson(req, MAX_BODY_BYTES);
  const { model, messages: given, ...params } = isJson(body) ? body : {};
  const messages = withoutImageBytes(given);
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
  const known = findModel(model);
  if (!known) return refuse(404, `The model ${String(model)} does not exist`);
  if (known.takes === 'audio') return refuse(400, `The model ${known.id} does not support chat completions`);
  const imageRefusal = findImageRefusal(known, body.messages as Json[]);
  if (imageRefusal) return refuse(400, imageRefusal);

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
  const { modelSeed } = emulator.settings;
  const answer = buildAnswer(emulator.faults.model, step, { ...body, messages }, modelSeed);
  const headers = rateLimitHeaders(Number(answer.usage.total_tokens));
  if (body.stream === true) {
    const cut = step.destroy ? 'destroy' : step.truncate ? 'truncate' : undefined;
    return sendStream(res, answer, headers, cut);
  }
  const whole = completionBody(answer);
  if (step.truncate) sendHalf(res, whole, headers);
  else sendJson(res, 200, whole, headers);
}
