import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from '../emulator.ts';
import { isJson, sendJson } from '../http.ts';
import { describeCode } from './codes.ts';
import { checkCredentials } from './credentials.ts';

/** `GET .../message/status/:id/`, answered from the journal; a failure carries `error_code`, not `code`. */
export function handleStatus(
  emulator: Emulator,
  req: IncomingMessage,
  res: ServerResponse,
  id: string,
): void {
  const entry = emulator.journal.findSend(id);
  const generation = entry?.generation ?? 'v1';
  const code = checkCredentials(emulator.settings, generation, req.headers);
  if (code !== undefined)
    return sendJson(res, 400, { error_code: code, message: describeCode(generation, code) });
  if (!entry) return sendJson(res, 404, { message: 'Unknown message id' });

  const body = isJson(entry.body) ? entry.body : {};
  const legacy = { recipient: entry.to, sandbox: false, sender_name: body.sender_name };
  sendJson(res, 200, {
    message_id: entry.message_id,
    status: entry.status,
    ...(generation === 'v1' ? { contact: entry.to } : { ...legacy, passthrough: body.passthrough }),
    text: body.text,
    error_code: entry.error_code,
    last_update: entry.last_update,
  });
}
