import type { SendOutcome } from '../conversation/messaging.adapter.ts';
import { classOfCode } from './codes.ts';

/** For so long Twilio lets nothing more through to a number that has been texted too often. */
const PACE_MS = 30_000;

/** What a send came to that Twilio has answered with a code, and one without. `retryAfterMs`: as long as it asks for. */
export function outcomeOfCode(
  twilioCode: number | undefined,
  code: string,
  retryAfterMs?: number,
): SendOutcome {
  const is = classOfCode(twilioCode);
  switch (is) {
    case 'retry':
      return { kind: 'later', code, retryAfterMs };
    case 'pace':
      return { kind: 'later', code, retryAfterMs: PACE_MS, contactOnly: true };
    case 'refuse':
      return { kind: 'refused', code };
    case 'opted-out':
      return { kind: 'refused', code, optedOut: true };
    case 'halt':
      return { kind: 'halted', code };
    default:
      return is satisfies never;
  }
}
