import type { SendOutcome } from '../conversation/messaging.adapter.ts';
import { remedyOf, type Generation } from './send.codes.ts';

export interface SendAnswer {
  status: number;
  /** As it came; may be anything. */
  body: string;
  retryAfter: string | undefined;
}

const HOUR_MS = 3_600_000;
const MAX_ID_LENGTH = 512;
/** Nothing was sent, and the cause is a moment's: too slow, too early, too many, not there. */
const TRY_AGAIN = new Set([408, 425, 429, 503]);
/** Our key or our plan, whoever the text is for. */
const OUR_ACCOUNT = new Set([401, 402, 403]);
/** Without one of Loop's codes this was not Loop's API: the address it was sent to is wrong. */
const WRONG_ADDRESS = new Set([404, 405]);

/**
 * What an answer of the send API says about the send. A 200 alone proves nothing: it may carry `success: false`, and a
 * good one need not carry `success` at all. Codes are made of numbers only; Loop's words stay out of our records.
 */
export function outcomeOf(generation: Generation, answer: SendAnswer): SendOutcome {
  const { status } = answer;
  const body = readObject(answer.body);
  const loopCode = readCode(body.code);
  const code = loopCode === undefined ? `http:${status}` : `loop:${loopCode}`;
  if (status >= 200 && status < 300) {
    if (body.success === false)
      return refusal(generation, loopCode, loopCode === undefined ? 'loop:no-code' : code);
    const providerId = readId(body.message_id);
    return providerId ? { kind: 'sent', providerId } : { kind: 'unknown', code: 'unreadable-answer' };
  }
  if (TRY_AGAIN.has(status)) return { kind: 'later', code, retryAfterMs: readRetryAfter(answer.retryAfter) };
  // A server that stumbled may have done so after the text had left, whatever it says.
  if (status >= 500) return { kind: 'unknown', code };
  // Redirects are not followed: they would carry the key to another host. Nothing was sent, and the address is wrong.
  if (status < 400 || OUR_ACCOUNT.has(status)) return { kind: 'later', code };
  if (loopCode === undefined && WRONG_ADDRESS.has(status)) return { kind: 'later', code };
  return refusal(generation, loopCode, code);
}

function refusal(generation: Generation, loopCode: number | undefined, code: string): SendOutcome {
  return { kind: remedyOf(generation, loopCode), code };
}

function readObject(body: string): Record<string, unknown> {
  try {
    const parsed = JSON.parse(body) as unknown;
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function readCode(code: unknown): number | undefined {
  const digits = typeof code === 'number' ? String(code) : code;
  return typeof digits === 'string' && /^\d{1,6}$/.test(digits) ? Number(digits) : undefined;
}

function readId(id: unknown): string | undefined {
  return typeof id === 'string' && id !== '' && id.length <= MAX_ID_LENGTH ? id : undefined;
}

/** `Retry-After` in milliseconds from now: seconds or an HTTP date, an hour at most. */
function readRetryAfter(header = ''): number | undefined {
  const value = header.trim();
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, HOUR_MS);
  // `Date.parse` alone takes nearly anything for a date, "-5" included.
  const ms = value.endsWith('GMT') ? Date.parse(value) - Date.now() : NaN;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), HOUR_MS);
}
