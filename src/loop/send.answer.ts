import type { SendOutcome } from '../conversation/messaging.adapter.ts';
import type { HttpAnswer, NoAnswer } from '../http/outbound.http.ts';
import { readObject } from '../http/read-object.ts';
import { readRetryAfter } from '../http/retry-after.ts';
import { readCode, readId, readMessageId } from './answer.fields.ts';
import { classOfSendCode, outcomeOfClass, type Generation } from './send.codes.ts';

/** Nothing was sent, and the cause is a moment's: too slow, too early, too many, not there. */
const TRY_AGAIN = new Set([408, 425, 429, 503]);
/** Our key or our plan, whoever the text is for and whatever the body says. */
const OUR_ACCOUNT = new Set([401, 402, 403]);
/** Without one of Loop's codes this was not Loop's API: the address it was sent to is wrong. */
const WRONG_ADDRESS = new Set([404, 405]);

/**
 * What an answer of the send API says about the send. A 200 alone proves nothing: it may carry `success: false`, and a
 * good one need not carry `success` at all. Codes are made of numbers only; Loop's words stay out of our records.
 */
export function outcomeOf(generation: Generation, answer: HttpAnswer | NoAnswer): SendOutcome {
  const { status } = answer;
  if (status === undefined)
    return answer.reached ? unknown(answer.code, answer.body) : { kind: 'later', code: answer.code };
  const body = readObject(answer.body);
  const loopCode = readCode(body.code);
  const code = loopCode === undefined ? `http:${status}` : `loop:${loopCode}`;
  const refusal = (): SendOutcome =>
    outcomeOfClass(classOfSendCode(generation, loopCode), code, readId(body.message_id));

  if (status >= 200 && status < 300) {
    if (body.success === false)
      return loopCode === undefined ? { kind: 'refused', code: 'loop:no-code' } : refusal();
    const providerId = readId(body.message_id);
    return providerId ? { kind: 'sent', providerId } : unknown('unreadable-answer', answer.body);
  }
  if (TRY_AGAIN.has(status)) return { kind: 'later', code, retryAfterMs: readRetryAfter(answer.retryAfter) };
  // A server that stumbled may have done so after the text had left, whatever it says.
  if (status >= 500) return unknown(code, answer.body);
  // Redirects are not followed: they would carry the key to another host. Nothing was sent, and the address is wrong.
  if (status < 400) return { kind: 'later', code };
  if (OUR_ACCOUNT.has(status)) return { kind: 'halted', code };
  if (loopCode === undefined && WRONG_ADDRESS.has(status)) return { kind: 'later', code };
  return refusal();
}

/** Loop's id, where the answer holds one all the same, is what its status can be asked by. */
function unknown(code: string, body: string): SendOutcome {
  return { kind: 'unknown', code, providerId: readMessageId(body) };
}
