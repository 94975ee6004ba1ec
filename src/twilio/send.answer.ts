import type { SendOutcome } from '../conversation/messaging.adapter.ts';
import type { HttpAnswer, NoAnswer } from '../http/outbound.http.ts';
import { readObject } from '../http/read-object.ts';
import { readRetryAfter } from '../http/retry-after.ts';
import { readCode } from './codes.ts';
import { FAILED, readSid } from './message.record.ts';
import { outcomeOfCode } from './send.codes.ts';

/** Nothing was sent, and the cause is a moment's: too slow, too early, too many, not there. */
const TRY_AGAIN = new Set([408, 425, 429, 503]);
/** Our keys or our account, whoever the text is for and whatever the body says. */
const OUR_ACCOUNT = new Set([401, 402, 403]);
/** Without one of Twilio's codes this was not Twilio's API: the address it was sent to is wrong. */
const WRONG_ADDRESS = new Set([404, 405]);

/**
 * What an answer to a new message says about the send. Codes are made of numbers only; Twilio's words hold the number of
 * the person and stay out of our records.
 *
 * Source: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
 */
export function outcomeOf(answer: HttpAnswer | NoAnswer): SendOutcome {
  const { status } = answer;
  if (status === undefined)
    return answer.reached ? unknown(answer.code, answer.body) : { kind: 'later', code: answer.code };
  const body = readObject(answer.body);
  if (status >= 200 && status < 300) return accepted(body, answer.body);

  const twilioCode = readCode(body.code);
  const code = twilioCode === undefined ? `http:${status}` : `twilio:${twilioCode}`;
  const retryAfterMs = readRetryAfter(answer.retryAfter);
  if (TRY_AGAIN.has(status)) return { kind: 'later', code, retryAfterMs };
  // A server that stumbled may have done so after the text had left, whatever it says.
  if (status >= 500) return unknown(code, answer.body);
  // Redirects are not followed: they would carry the keys to another host. Nothing was sent, and the address is wrong.
  if (status < 400) return { kind: 'later', code };
  if (OUR_ACCOUNT.has(status)) return { kind: 'halted', code };
  if (twilioCode === undefined && WRONG_ADDRESS.has(status)) return { kind: 'later', code };
  return outcomeOfCode(twilioCode, code, retryAfterMs);
}

/** Twilio takes a message and may know at once that nothing comes of it. */
function accepted(body: Record<string, unknown>, text: string): SendOutcome {
  const providerId = readSid(body.sid);
  if (providerId === undefined) return unknown('unreadable-answer', text);
  if (typeof body.status !== 'string' || !FAILED.has(body.status)) return { kind: 'sent', providerId };
  const code = readCode(body.error_code);
  return outcomeOfCode(code, code === undefined ? `twilio:${body.status}` : `twilio:${code}`);
}

/** The sid, where the answer holds one even though it was cut off behind it, is what its status can be asked by. */
function unknown(code: string, body: string): SendOutcome {
  return { kind: 'unknown', code, providerId: readSid(/"sid"\s*:\s*"(\w{34})"/.exec(body)?.[1]) };
}
