import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from '../emulator.ts';
import { isJson, isText, readJson, sendJson, type Json } from '../http.ts';
import { describeCode } from './codes.ts';
import { normalizeContact } from './contact.ts';
import { checkCredentials } from './credentials.ts';
import { isSender, type World } from './target.ts';
import { invalidField } from './vocabulary.ts';
import { isLive } from './windows.ts';

const MAX_TYPING_SECONDS = 60;

/** `POST /api/v1/message/show-typing/`, which only the v1 generation has. */
export async function handleTyping(
  emulator: Emulator,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const body = await readJson(req);
  const to = isJson(body) ? conversationOf(emulator, body) : undefined;
  const code = checkCredentials(emulator.settings, 'v1', req.headers) ?? checkTyping(emulator, body, to);
  const { typing, read } = isJson(body) ? body : {};
  emulator.journal.addTyping({
    body,
    to: to ?? null,
    typing: typeof typing === 'number' ? typing : null,
    // To show typing to a contact by name opens the conversation, unless it is said otherwise.
    read: read === undefined ? isJson(body) && body.message_id === undefined : read === true,
    outcome: code === undefined ? 'accepted' : 'refused',
    code,
  });
  if (code === undefined) sendJson(res, 200, { success: true });
  else sendJson(res, 400, { success: false, code, message: describeCode('v1', code) });
}

function conversationOf({ directory, audience }: World, body: Json): string | undefined {
  if (isText(body.message_id)) return directory.findMessage(body.message_id)?.conversation;
  const contact = isText(body.contact) ? normalizeContact(body.contact) : undefined;
  return typeof contact === 'string' ? (audience.find(contact)?.value ?? contact) : undefined;
}

function checkTyping(world: World, body: unknown, to: string | undefined): number | undefined {
  if (!isJson(body)) return 100;
  const { settings, audience } = world;
  const { typing, read } = body;
  const invalid = checkAddress(world, body);
  if (invalid !== undefined) return invalid;
  if (read !== undefined && typeof read !== 'boolean') return invalidField('v1');
  if (typing === undefined) return read === true ? undefined : 120;
  const seconds = Number.isInteger(typing) ? Number(typing) : 0;
  if (seconds < 1 || seconds > MAX_TYPING_SECONDS) return invalidField('v1');
  // Where webhooks come from elsewhere, who has written lately is not known.
  return settings.strict && !(to && isLive(audience, settings, to)) ? 510 : undefined;
}

/** By a message that a webhook named, or by both ends of the conversation. */
function checkAddress({ settings, directory }: World, body: Json): number | undefined {
  const { message_id: messageId, contact, sender } = body;
  if (messageId !== undefined)
    return isText(messageId) && (!settings.strict || directory.hasMessage(messageId)) ? undefined : 595;
  if (!isText(contact) || !isText(sender)) return 120;
  const known = normalizeContact(contact);
  if (typeof known !== 'string') return known.code;
  return isSender('v1', sender) ? undefined : 220;
}
