import type { SendOutcome, SentBefore } from '../conversation/messaging.adapter.ts';
import { readObject } from '../http/read-object.ts';
import { readCode } from './answer.fields.ts';
import { classOfReportedCode, LATE_MS, outcomeOfClass, reportedCode, type Generation } from './send.codes.ts';

/** Loop has it, and what comes of it will be told by webhook: nothing to be sent again. */
const UNDER_WAY_OR_THERE = new Set(['processing', 'scheduled', 'sent', 'delivered']);

/**
 * What a message status says about the send. `undefined` when it may go out again now: Loop does not know, or it has
 * failed for a reason that passes. That is not told as `later`, since the same status would be found at the next try.
 */
export function outcomeOfStatus(
  generation: Generation,
  answer: string,
  sent: SentBefore,
): SendOutcome | undefined {
  const { status, error_code: errorCode } = readObject(answer);
  if (typeof status !== 'string') return undefined;
  const name = status.toLowerCase();
  if (UNDER_WAY_OR_THERE.has(name)) return { kind: 'sent', providerId: sent.providerId };
  // `timeout` is legacy's: it was given up, so it is not there.
  return name === 'failed' ? failure(generation, readCode(errorCode), sent) : undefined;
}

function failure(
  generation: Generation,
  errorCode: number | undefined,
  sent: SentBefore,
): SendOutcome | undefined {
  const is = classOfReportedCode(generation, errorCode);
  const code = errorCode === undefined ? 'loop:no-code' : reportedCode(generation, errorCode);
  switch (is) {
    case 'retry':
    case 'pace':
    case 'halt':
      return undefined;
    case 'retry-late': {
      const retryAfterMs = sent.at + LATE_MS - Date.now();
      return retryAfterMs > 0 ? { kind: 'later', code, retryAfterMs } : undefined;
    }
    case 'unsure':
      // Final, and it may have arrived: there is nothing left to wait for, and a second copy would be a guess.
      return { kind: 'refused', code };
    case 'refuse':
    case 'write-first':
    case 'opted-out':
      return outcomeOfClass(is, code);
    default:
      return is satisfies never;
  }
}
