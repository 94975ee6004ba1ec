import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../http.ts';
import { refuse } from './answers.ts';
import { toRecord } from './messages.ts';
import { createMessage } from './send.ts';
import type { Twilio } from './twilio.ts';

const NUMBERS = /^\/2010-04-01\/Accounts\/([^/]+)\/IncomingPhoneNumbers\.json$/;
const PATH = /^\/2010-04-01\/Accounts\/([^/]+)\/Messages(?:\/([^/]+))?\.json$/;

/** Twilio's API for messages, and the list of the account's numbers; false when the path is none of it. */
export async function handleTwilio(
  twilio: Twilio,
  req: IncomingMessage,
  res: ServerResponse,
  { pathname, searchParams }: URL,
): Promise<boolean> {
  const numbersOf = NUMBERS.exec(pathname)?.[1];
  const [, accountSid = numbersOf, sid] = PATH.exec(pathname) ?? [];
  if (accountSid === undefined) return false;
  const { settings, messages } = twilio;
  if (!isOurs(twilio, req.headers.authorization)) refuse(res, 401, 20_003);
  else if (accountSid !== settings.accountSid) refuse(res, 404, 20_404);
  else if (numbersOf !== undefined) listNumbers(twilio, req, res, searchParams);
  else if (req.method === 'POST' && sid === undefined) await createMessage(twilio, req, res);
  else if (req.method !== 'GET') refuse(res, 405, 20_004);
  else if (sid === undefined) {
    const found = messages.search({ to: searchParams.get('To'), from: searchParams.get('From') });
    const page = found.slice(0, Number(searchParams.get('PageSize') ?? 50));
    sendJson(res, 200, { messages: page.map((message) => toRecord(message, accountSid)), page: 0 });
  } else {
    const message = messages.find(sid);
    if (message) sendJson(res, 200, toRecord(message, accountSid));
    else refuse(res, 404, 20_404);
  }
  return true;
}

/** There is one. */
function listNumbers(
  { settings: { number, accountSid } }: Twilio,
  req: IncomingMessage,
  res: ServerResponse,
  query: URLSearchParams,
): void {
  if (req.method !== 'GET') return refuse(res, 405, 20_004);
  const wanted = query.get('PhoneNumber');
  const found = wanted === null || wanted === number ? [number] : [];
  const numbers = found.map((phone) => ({ account_sid: accountSid, phone_number: phone, status: 'in-use' }));
  return sendJson(res, 200, { incoming_phone_numbers: numbers, page: 0 });
}

/** Basic authentication by the account's token or by the key. */
function isOurs({ settings }: Twilio, header = ''): boolean {
  const { accountSid, authToken, apiKey, apiSecret } = settings;
  const given = Buffer.from(header.replace(/^Basic /i, ''), 'base64').toString('utf8');
  return given === `${accountSid}:${authToken}` || (apiKey !== '' && given === `${apiKey}:${apiSecret}`);
}
