import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { handleControl } from './control/control-api.ts';
import type { Emulator } from './emulator.ts';
import { BodyTooLargeError, sendJson } from './http.ts';
import { handleAudience } from './loop/audience-api.ts';
import { handleHistory } from './loop/history-api.ts';
import { handleSend } from './loop/send.ts';
import { handleStatus } from './loop/status.ts';
import { handleTyping } from './loop/typing.ts';
import { handleCompletion } from './model/completions.ts';
import { handleModels } from './model/models.ts';
import { handleTranscription } from './model/transcriptions.ts';
import { handleTwilio } from './twilio/api.ts';
import { handleTwilioControl } from './twilio/control.ts';

/** Longer than clients keep a connection: one that closes just as a request is sent would be a fault nobody asked for. */
const KEEP_ALIVE_MS = 60_000;

export function createEmulatorServer(emulator: Emulator): Server {
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (req, res) => {
    route(emulator, req, res).catch((error: unknown) => {
      // Most often the client closed while its body was being read: then there is nobody to answer.
      if (res.headersSent || res.destroyed) return;
      const status = error instanceof BodyTooLargeError ? 413 : 500;
      const message = error instanceof Error ? error.message : String(error);
      sendJson(res, status, { error: { message } }, { connection: 'close' });
    });
  });
}

async function route(emulator: Emulator, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://emulator');
  // Clients differ on the trailing slash, and so do the two vendors' pages: both spellings are one path.
  const path = url.pathname.replace(/(?<=.)\/+$/, '');
  const twilioCall = /^\/_emulator\/twilio\/(.+)$/.exec(path)?.[1];
  if (twilioCall) return await handleTwilioControl(emulator.twilio, req, res, twilioCall);
  if (path.startsWith('/_emulator/')) return await handleControl(emulator, req, res, path, url.searchParams);

  const endpoint = `${req.method} ${path}`;
  switch (endpoint) {
    case 'POST /api/v1/message/send':
      return await handleSend(emulator, req, res);
    case 'POST /api/v1/message/show-typing':
      return await handleTyping(emulator, req, res);
    case 'POST /openai/v1/chat/completions':
    case 'POST /v1/chat/completions':
      return await handleCompletion(emulator, req, res);
    case 'POST /openai/v1/audio/transcriptions':
    case 'POST /v1/audio/transcriptions':
      return await handleTranscription(emulator, req, res);
    case 'GET /api/v1/webhooks/history':
      return handleHistory(emulator, req, res, url.searchParams);
    case 'GET /openai/v1/models':
    case 'GET /v1/models':
      return handleModels(req, res);
  }
  const status = /^GET (?:\/api)?\/v1\/message\/status\/([^/]+)$/.exec(endpoint);
  const audience = /^\/api\/v1\/audience\/(.+)$/.exec(path)?.[1];
  if ((status ?? audience) && emulator.faults.odds.failsLookup())
    return sendJson(res, 503, { message: 'HTTP 503 by chance' });
  if (status?.[1]) return handleStatus(emulator, req, res, status[1]);
  if (audience && handleAudience(emulator, req, res, audience, url.searchParams)) return;
  if (await handleTwilio(emulator.twilio, req, res, url)) return;
  sendJson(res, 404, { error: { message: `unknown endpoint ${endpoint}` } });
}
