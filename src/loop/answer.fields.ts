import { readObject } from '../http/read-object.ts';
import { MAX_ID_LENGTH } from './optional.fields.ts';

/** One of Loop's codes. Nothing but a number is taken for one: it goes into our log. */
export function readCode(code: unknown): number | undefined {
  const digits = typeof code === 'number' ? String(code) : code;
  return typeof digits === 'string' && /^\d{1,6}$/.test(digits) ? Number(digits) : undefined;
}

export function readId(id: unknown): string | undefined {
  return typeof id === 'string' && id !== '' && id.length <= MAX_ID_LENGTH ? id : undefined;
}

/** The message id in an answer, even in one that was cut off behind it. */
export function readMessageId(text: string): string | undefined {
  const found = readId(readObject(text).message_id);
  return found ?? readId(/^\s*\{(?:.*,)?\s*"message_id"\s*:\s*"([\w.:-]+)"/s.exec(text)?.[1]);
}

/** Epoch ms; NaN for what is no date. A date without a time zone is taken for UTC, as a server's. */
export function readDate(value: unknown): number {
  if (typeof value !== 'string') return NaN;
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`);
}
