import { randomUUID } from 'node:crypto';
import type { JobStore } from '../../conversation/jobs/job.store.ts';
import { REMINDER } from '../../conversation/jobs/reminder.job.ts';
import { Tool, type ToolContext, type ToolDescription } from '../tool.ts';
import { remarkOn, reminderTime, said, type WantedTime } from './reminder-time.ts';
import { meant, openReminders, shortId, type Reminder } from './reminder.book.ts';

/** Open ones of one conversation. */
const MOST_OPEN = 20;
const MOST_TEXT = 300;
const MOST_MINUTES = 366 * 24 * 60;

interface Input extends WantedTime {
  action: 'set' | 'list' | 'cancel';
  text?: string;
  time_zone?: string;
  which?: string;
}

/** Reminders by text, to the conversation that asks. What it writes is stored when the turn is committed. */
export class RemindTool extends Tool {
  readonly name = 'remind';
  private readonly jobs: Pick<JobStore, 'listJobs'>;

  constructor(jobs: Pick<JobStore, 'listJobs'>) {
    super();
    this.jobs = jobs;
  }

  override describe(): ToolDescription {
    return {
      description:
        'Sets, lists and cancels reminders, which are texted into this conversation when they are due. Only when somebody asks for it. For a date or weekday call current_time first.',
      parameters: {
        type: 'object',
        properties: {
          action: { enum: ['set', 'list', 'cancel'] },
          text: {
            type: 'string',
            minLength: 1,
            maxLength: MOST_TEXT,
            description: 'set: what to remind them of, in their language, as in "take the bread out"',
          },
          at: {
            type: 'string',
            maxLength: 19,
            description: 'set: local date and time where they are, without offset, as in 2027-03-11T09:00',
          },
          in_minutes: {
            type: 'integer',
            minimum: 1,
            maximum: MOST_MINUTES,
            description: 'set: instead of at, when they say "in so many minutes" or hours',
          },
          time_zone: {
            type: 'string',
            maxLength: 64,
            description: 'set: IANA name, only if they name another time zone than theirs',
          },
          which: {
            type: 'string',
            maxLength: MOST_TEXT,
            description: 'cancel: the id from a list, or words of the reminder',
          },
        },
        required: ['action'],
      },
    };
  }

  /** @throws Error in words that the model can act on. */
  override invoke(input: Readonly<Record<string, unknown>>, context: ToolContext): Promise<unknown> {
    const asked = input as unknown as Input;
    if (asked.action === 'set') return this.set(asked, context);
    return asked.action === 'cancel' ? this.cancel(asked, context) : this.list(context);
  }

  private async set({ text = '', ...wanted }: Input, context: ToolContext): Promise<unknown> {
    const words = text.replace(/\s+/g, ' ').trim();
    if (words === '') throw new Error('text is missing: say what to remind them of');
    const timeZone = zoneOf(wanted.time_zone ?? context.timeZone);
    const moment = reminderTime(wanted, context.now, timeZone);
    const open = await openReminders(this.jobs, context);
    if (open.length >= MOST_OPEN)
      throw new Error(`there are ${MOST_OPEN} reminders already, which is the most; offer to cancel one`);
    const reminder = { jobId: randomUUID(), text: words, dueAt: moment.at, timeZone };
    stage(context, {
      kind: 'job',
      job: {
        id: reminder.jobId,
        kind: REMINDER,
        payload: { text: words },
        dueAt: moment.at,
        timeZone,
        initiatedBy: 'person',
      },
    });
    const remark = remarkOn(moment);
    return { set: shown(reminder), ...(remark && { remark }), note: 'Confirm it with this day and time.' };
  }

  private async list(context: ToolContext): Promise<unknown> {
    const reminders = await openReminders(this.jobs, context);
    return { now: said(context.now, context.timeZone), reminders: reminders.map(shown) };
  }

  private async cancel({ which = '' }: Input, context: ToolContext): Promise<unknown> {
    const open = await openReminders(this.jobs, context);
    const found = meant(open, which);
    const [only] = found;
    if (only && found.length === 1) {
      stage(context, { kind: 'cancel-job', jobId: only.jobId, jobKind: REMINDER });
      return { cancelled: shown(only) };
    }
    const reminders = (found.length > 0 ? found : open).map(shown);
    const note =
      found.length > 0
        ? 'Nothing was cancelled: ask which one is meant.'
        : 'Nothing was cancelled: no such one.';
    return { note, reminders };
  }
}

function shown(reminder: Reminder): { id: string; text: string; at: string } {
  return { id: shortId(reminder), text: reminder.text, at: said(reminder.dueAt, reminder.timeZone) };
}

/** A call whose time is over has been reported as such, and must not happen afterwards. */
function stage(
  { signal, stage: write }: ToolContext,
  staged: Parameters<NonNullable<typeof write>>[0],
): void {
  signal.throwIfAborted();
  if (!write) throw new Error('nothing can be written here');
  write(staged);
}

function zoneOf(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone;
  } catch {
    throw new Error('there is no such time zone; use an IANA name such as Europe/Berlin');
  }
}
