import type { SendOutcome, SentBefore } from '../conversation/messaging.adapter.ts';
import { readObject } from '../http/read-object.ts';
import { readDate, readId } from './answer.fields.ts';

/** How far Loop's clock may be behind ours. */
const CLOCK_SKEW_MS = 120_000;

/**
 * The send in Loop's list of the messages with a contact: ours, of the same text, not from before it, and none that we
 * know for another one. Short answers are given again within minutes.
 */
export function findInHistory(answer: string, text: string, sent: SentBefore): SendOutcome | undefined {
  const { items } = readObject(answer);
  if (!Array.isArray(items)) return undefined;
  const wanted = text.trim();
  for (const item of items as unknown[]) {
    if (typeof item !== 'object' || item === null) continue;
    const { id, direction, text: its, create_date: date } = item as Record<string, unknown>;
    const ours = typeof direction === 'string' && direction.toLowerCase() === 'outbound';
    const known = readId(id);
    if (known !== undefined && sent.otherIds?.includes(known)) continue;
    if (!ours || typeof its !== 'string' || its.trim() !== wanted) continue;
    if (readDate(date) >= sent.at - CLOCK_SKEW_MS) return { kind: 'sent', providerId: known ?? null };
  }
  return undefined;
}
