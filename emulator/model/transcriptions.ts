import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from '../emulator.ts';
import { dropConnection, isAbandoned, sendJson, sendText, waitFor, type Json } from '../http.ts';
import { isAuthorized, sendError } from './errors.ts';
import { findModel } from './models.ts';
import { findRecordingRefusal, readRecording, type Recording } from './recording.ts';
import { retryHeaders, sendHalf } from './replies.ts';

/** A guess which makes longer files last longer. */
const BYTES_PER_SECOND = 16_000;

/** `POST /openai/v1/audio/transcriptions`. Journaled on arrival, without the recording itself. */
export async function handleTranscription(
  emulator: Emulator,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const recording = await readRecording(req);
  const { model = null, file, params = {} } = typeof recording === 'number' ? {} : recording;
  const entry = emulator.journal.addTranscription({
    model,
    bytes: file?.size ?? null,
    filename: file?.name ?? null,
    params,
    outcome: 'pending',
  });
  res.once('close', () => {
    if (!res.writableFinished && entry.outcome === 'pending') entry.outcome = 'cancelled';
    entry.ms = Date.now() - entry.at;
  });
  const refuse = (status: number, error?: string | Json, headers?: Record<string, string>): void => {
    entry.outcome = `status:${status}`;
    sendError(res, status, error, headers);
  };

  if (!isAuthorized(req)) return refuse(401);
  if (recording === 413) return refuse(413, { message: 'file is too large', type: 'invalid_request_error' });
  if (recording === 400) return refuse(400, 'The body must be multipart/form-data');
  const known = findModel(model);
  if (!known) return refuse(404, `The model ${String(model)} does not exist`);
  if (known.takes !== 'audio') return refuse(400, `The model ${known.id} does not support transcription`);
  const refusal = findRecordingRefusal(recording);
  if (refusal) return refuse(400, refusal);

  const step = emulator.faults.takeTranscriptionStep();
  const { delayMs = 0, transcript } = emulator.faults.model;
  await waitFor(res, delayMs + (step.delayMs ?? 0) + (step.hangMs ?? 0));
  if (isAbandoned(res)) return;
  if (step.destroy || step.hangMs) {
    entry.outcome = 'destroyed';
    return dropConnection(res);
  }
  if (step.status) return refuse(step.status, step.error, retryHeaders(step));
  entry.outcome = step.truncate ? 'truncated' : 'ok';
  const text = step.empty ? '' : (step.content ?? transcript ?? `Transcript of ${file?.size} bytes`);
  if (step.truncate) sendHalf(res, { text });
  else if (recording.format === 'text')
    sendText(res, 200, text, { 'content-type': 'text/plain; charset=utf-8' });
  else sendJson(res, 200, transcriptBody(recording, text));
}

function transcriptBody({ format, file, granularities, params }: Recording, text: string): Json {
  const request = { x_groq: { id: `req_${randomUUID()}` } };
  if (format !== 'verbose_json') return { text, ...request };
  const duration = Math.max(1, Math.ceil((file?.size ?? 0) / BYTES_PER_SECOND));
  const segment = {
    id: 0,
    seek: 0,
    start: 0,
    end: duration,
    text,
    tokens: [],
    temperature: 0,
    avg_logprob: -0.1,
    compression_ratio: 1,
    no_speech_prob: 0,
  };
  return {
    task: 'transcribe',
    language: params.language ?? 'English',
    duration,
    text,
    segments: text === '' ? [] : [segment],
    words: granularities.includes('word') ? wordsOf(text, duration) : undefined,
    ...request,
  };
}

/** All of one length. */
function wordsOf(text: string, duration: number): Json[] {
  const words = text.split(/\s+/).filter(Boolean);
  const length = duration / Math.max(1, words.length);
  return words.map((word, index) => ({ word, start: index * length, end: (index + 1) * length }));
}
