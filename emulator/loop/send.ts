import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from '../emulator.ts';
import type { LoopFaults } from '../faults.ts';
import { dropConnection, isAbandoned, isJson, isText, readJson, sendJson, waitFor } from '../http.ts';
import type { Generation, SendEntry } from '../journal.ts';
import { describeCode, refusalStatus } from './codes.ts';
import { checkCredentials, detectGeneration } from './credentials.ts';
import { findGate } from './gates.ts';
import { readSendRequest, type SendRequest } from './request.ts';
import { addressOf, reportStatus } from './status-webhooks.ts';

/** `POST /api/v1/message/send/`. Two equal requests are two messages: Loop has no idempotency key. */
export async function handleSend(
  emulator: Emulator,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const { faults, journal, settings } = emulator;
  const body = await readJson(req);
  // The request has arrived, so it is handled even if the client leaves meanwhile.
  const strike = faults.odds.strike(body);
  const lateMs = (faults.loop.slowMs ?? 0) + (strike?.kind === 'slow' ? strike.ms : 0);
  if (lateMs > 0) await waitFor(res, lateMs);

  const generation = detectGeneration(req.headers, body);
  const note = (outcome: string, result: Partial<SendEntry> = {}): SendEntry =>
    journal.addSend({
      generation,
      to: isJson(body) ? rawTarget(body.group ?? body.contact ?? body.recipient) : null,
      body,
      headers_present: Object.keys(req.headers),
      message_id: null,
      outcome,
      answer: 'pending',
      ...result,
    });

  if (faults.takeDropRequest() || strike?.kind === 'dropRequest') {
    note('dropped', { answer: 'lost' });
    return dropConnection(res);
  }
  const struck = strike?.kind === 'status' ? { code: strike.code, times: 1 } : undefined;
  const status: LoopFaults['status'] = faults.takeStatus() ?? struck;
  if (status) {
    const headers: Record<string, string> = {};
    if (status.retryAfter !== undefined) headers['retry-after'] = String(status.retryAfter);
    const answer = status.body ?? { success: false, message: `HTTP ${status.code} asked for` };
    return reply(res, note(`status:${status.code}`), status.code, answer, headers);
  }

  const refuse = (code: number, http: number): void => {
    const answer = { success: false, code, message: describeCode(generation, code) };
    reply(res, note('refused', { code }), http, answer);
  };
  const wrongKey = checkCredentials(settings, generation, req.headers);
  if (wrongKey !== undefined) return refuse(wrongKey, 400);
  if (!isJson(body)) return refuse(100, 400);
  const request = readSendRequest(emulator, generation, body);
  if ('code' in request) return refuse(request.code, refusalStatus(generation, request.code));
  const code = findGate(emulator.audience, settings, request) ?? faults.takeRefusal(request.to);
  if (code !== undefined) return refuse(code, refusalStatus(generation, code));
  const refusedAs200 = faults.takeSuccessFalse();
  if (refusedAs200 !== undefined) return refuse(refusedAs200, 200);

  const messageId = randomUUID();
  const entry = note('accepted', { message_id: messageId, to: request.to, status: 'processing' });
  entry.last_update = new Date(entry.at).toISOString();
  remember(emulator, messageId, request);
  const reported = reportStatus(emulator, entry, request);
  const loseAnswer = faults.takeLoseAnswer() || strike?.kind === 'loseAnswer';
  if (faults.loop.statusWebhooks === 'before-answer') await reported;
  if (faults.loop.hangMs) await waitFor(res, faults.loop.hangMs);
  if (loseAnswer) {
    entry.answer = 'lost';
    return dropConnection(res);
  }
  reply(res, entry, 200, accepted(generation, messageId, request));
}

/** Makes the message known: to be reacted to, to end a silence, and to be listed in the contact's history. */
function remember({ directory, audience }: Emulator, id: string, request: SendRequest): void {
  const { to, group, kind, text = '', hasAttachments } = request;
  directory.addSent(id, to, text);
  audience.tell(to, group !== undefined, {
    id,
    at: Date.now(),
    channel: request.channel ?? audience.find(to)?.channel ?? 'imessage',
    direction: 'outbound',
    language: 'EN',
    type: kind === 'text' && hasAttachments ? 'attachments' : kind,
    text,
  });
}

function accepted(generation: Generation, messageId: string, request: SendRequest): object {
  const success = generation === 'legacy' ? true : undefined;
  return { message_id: messageId, success, ...addressOf(request), text: request.text };
}

function reply(
  res: ServerResponse,
  entry: SendEntry,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  if (isAbandoned(res)) {
    entry.answer = 'lost';
    return;
  }
  entry.answer = 'sent';
  sendJson(res, status, body, headers);
}

function rawTarget(target: unknown): string | null {
  return isText(target) ? target : null;
}
