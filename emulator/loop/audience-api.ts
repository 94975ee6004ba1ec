import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from '../emulator.ts';
import { sendJson, type Json } from '../http.ts';
import { describeCode } from './codes.ts';
import { normalizeContact } from './contact.ts';
import { checkCredentials } from './credentials.ts';
import { pageOf } from './pages.ts';
import { invalidField } from './vocabulary.ts';

/**
 * Everything under `/api/v1/audience/`, which only the v1 generation has. False where there is no such call.
 * @param rest the path after `audience/`, its parts still encoded
 */
export function handleAudience(
  emulator: Emulator,
  req: IncomingMessage,
  res: ServerResponse,
  rest: string,
  query: URLSearchParams,
): boolean {
  const [call, part, ...more] = rest.split('/');
  const endpoint = `${req.method} ${call}`;
  const isList = endpoint === 'GET list' && part === undefined;
  const ofContact = ['GET check-status', 'DELETE delete', 'GET messages'].includes(endpoint);
  if (!isList && !(ofContact && part && more.length === 0)) return false;

  const answer = (result: Json | number): void => {
    if (typeof result !== 'number') sendJson(res, 200, result);
    else sendJson(res, 400, { success: false, code: result, message: describeCode('v1', result) });
  };
  const wrongKey = checkCredentials(emulator.settings, 'v1', req.headers);
  if (wrongKey !== undefined) answer(wrongKey);
  else if (isList) answer(listMembers(emulator, query));
  else answer(callForContact(emulator, endpoint, decode(part ?? ''), query));
  return true;
}

function listMembers({ audience }: Emulator, query: URLSearchParams): Json | number {
  // An unencoded plus arrives as a space.
  const search = (query.get('search') ?? '').trim().toLowerCase();
  const members = audience.members
    .filter(({ value, status }) => status === 'active' && value.includes(search))
    .map(({ id, value, since }) => ({ id, value, at: since }));
  return pageOf(members, query, ({ id, value }) => ({ id, value })) ?? invalidField('v1');
}

function callForContact(
  { audience }: Emulator,
  endpoint: string,
  contact: string,
  query: URLSearchParams,
): Json | number {
  const known = normalizeContact(contact);
  if (typeof known !== 'string') return known.code;
  const member = audience.find(known);
  const status = audience.status(known);
  if (endpoint === 'GET check-status') return { status };
  if (endpoint === 'DELETE delete') {
    // Somebody it has never heard of can be unsubscribed as well: the call says who is not to be written to.
    audience.setStatus(member?.value ?? known, 'unsubscribed');
    return { success: true };
  }
  const direction = query.get('direction') ?? '';
  if (!['', 'inbound', 'outbound'].includes(direction)) return invalidField('v1');
  const type = query.get('type') ?? '';
  const messages = [...(member?.messages.values() ?? [])].filter(
    (message) => (!direction || message.direction === direction) && (!type || message.type === type),
  );
  const page = pageOf(messages, query, ({ at, id, ...message }) => ({
    id,
    create_date: new Date(at).toISOString(),
    ...message,
  }));
  return page ? { ...page, status } : invalidField('v1');
}

/** A stray per cent sign makes the contact a wrong one, not the request a crash. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
