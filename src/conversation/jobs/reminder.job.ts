import { Injectable } from '@nestjs/common';
import type { ClaimedJob } from './job.ts';
import { JobHandler, type JobResult } from './job.handler.ts';

export const REMINDER = 'reminder';

/** From here on it is said that it comes late: whoever reads "now" must not be misled. */
const WORTH_SAYING_MS = 600_000;
/** A reminder of last week is of no use to anybody; until then people would rather know what they have missed. */
const TOO_LATE_MS = 7 * 86_400_000;

/** Texts somebody what they asked to be reminded of. On whether or not the tool is: what was promised is kept. */
@Injectable()
export class ReminderJob extends JobHandler {
  readonly kind = REMINDER;
  /** It only puts a text together. */
  override readonly timeoutMs = 5000;

  override run({ payload, dueAt, timeZone, now }: ClaimedJob): Promise<JobResult> {
    const text = `Reminder: ${String(payload.text)}`;
    if (now - dueAt > TOO_LATE_MS) return Promise.resolve({ giveUp: 'too-late' });
    if (now - dueAt <= WORTH_SAYING_MS) return Promise.resolve({ send: [text] });
    const due = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'full', timeStyle: 'short' });
    const note = `(This was due on ${due.format(dueAt)}. Sorry that it comes late.)`;
    return Promise.resolve({ send: [`${text}\n${note}`] });
  }
}
