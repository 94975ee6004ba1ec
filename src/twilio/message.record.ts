import type { SendOutcome } from '../conversation/messaging.adapter.ts';
import { classOfCode, readCode } from './codes.ts';
import { outcomeOfCode } from './send.codes.ts';

/** Statuses of a message that Twilio has taken: what comes of it will be told, and nothing is to be sent again. */
export const UNDER_WAY: ReadonlySet<string> = new Set(['accepted', 'scheduled', 'queued', 'sending', 'sent']);
/** `read` is the receipt of transports that have one. */
export const ARRIVED: ReadonlySet<string> = new Set(['delivered', 'read']);
export const FAILED: ReadonlySet<string> = new Set(['undelivered', 'failed', 'canceled']);

/** The sid of a message of ours: `SM` or, with files, `MM`. */
export function readSid(sid: unknown): string | undefined {
  return typeof sid === 'string' && /^(?:SM|MM)[\da-f]{32}$/i.test(sid) ? sid : undefined;
}

/**
 * What Twilio's record of a message says about the send. `undefined` when nothing is known, or when it has failed for a
 * reason that passes or can be mended, and may go out again now.
 */
export function outcomeOfRecord(record: Record<string, unknown>): SendOutcome | undefined {
  const { status, error_code: errorCode } = record;
  const providerId = readSid(record.sid);
  if (typeof status !== 'string' || providerId === undefined) return undefined;
  const name = status.toLowerCase();
  if (UNDER_WAY.has(name) || ARRIVED.has(name)) return { kind: 'sent', providerId };
  if (!FAILED.has(name)) return undefined;
  const code = readCode(errorCode);
  const is = classOfCode(code);
  // Told as `later`, the same record would be found at the next try.
  if (is === 'retry' || is === 'pace' || is === 'halt') return undefined;
  return outcomeOfCode(code, code === undefined ? `twilio:${name}` : `twilio:${code}`);
}
