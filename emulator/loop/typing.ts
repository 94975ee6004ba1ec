import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from '../emulator.ts';
import { isJson, isText, readJson, sendJson } from '../http.ts';
import { describeCode } from './codes.ts';
import { checkCredentials } from './credentials.ts';

const MAX_TYPING_SECONDS = 60;

/** `POST /api/v1/message/show-typing/`, which only the v1 generation has. */
export async function handleTyping(
  emulator: Emulator,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const body = await readJson(req);
  const code = checkCredentials(emulator.settings, 'v1', req.headers) ?? checkTyping(emulator, body);
  emulator.journal.addTyping({ body, outcome: code === undefined ? 'accepted' : 'refused', code });
  if (code === undefined) sendJson(res, 200, { success: true });
  else sendJson(res, 400, { success: false, code, message: describeCode('v1', code) });
}

function checkTyping({ directory, settings }: Emulator, body: unknown): number | undefined {
  if (!isJson(body)) return 100;
  const { message_id: messageId, contact, sender, typing, read } = body;
  if (messageId !== undefined) {
    if (!isText(messageId) || (settings.strict && !directory.hasMessage(messageId))) return 595;
  } else if (!isText(contact) || !isText(sender)) {
    // Without a message to refer to, both ends of the conversation have to be named.
    return 120;
  }
  if (typing === undefined) return read === true ? undefined : 120;
  const seconds = Number.isInteger(typing) ? Number(typing) : 0;
  return seconds >= 1 && seconds <= MAX_TYPING_SECONDS ? undefined : 115;
}
