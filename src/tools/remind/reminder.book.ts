import type { JobStore } from '../../conversation/jobs/job.store.ts';
import { REMINDER } from '../../conversation/jobs/reminder.job.ts';
import type { ToolContext } from '../tool.ts';
import { fold } from '../words.ts';

export interface Reminder {
  /** Of the job. */
  jobId: string;
  text: string;
  /** Epoch ms. */
  dueAt: number;
  timeZone: string;
}

/** As many signs of a job's id as tell the reminders of one conversation apart. */
export function shortId({ jobId }: Pick<Reminder, 'jobId'>): string {
  return jobId.slice(0, 8);
}

/** The open reminders of the call's conversation, next first: those stored, and what this turn is about to change. */
export async function openReminders(
  jobs: Pick<JobStore, 'listJobs'>,
  { conversationId, staged = [] }: ToolContext,
): Promise<Reminder[]> {
  const stored = await jobs.listJobs({ conversationId, kind: REMINDER });
  const added = staged.flatMap((write) =>
    write.kind === 'job' && write.job.kind === REMINDER ? [write.job] : [],
  );
  const gone = new Set(staged.flatMap((write) => (write.kind === 'cancel-job' ? [write.jobId] : [])));
  return [...stored, ...added]
    .filter(({ id }) => !gone.has(id))
    .map(({ id, payload, dueAt, timeZone }) => ({ jobId: id, text: String(payload.text), dueAt, timeZone }))
    .toSorted((a, b) => a.dueAt - b.dueAt);
}

/** Those that somebody may mean: by the id of a list, else by words, all of which are in the reminder. */
export function meant(reminders: readonly Reminder[], which: string): Reminder[] {
  const wanted = fold(which);
  const byId = reminders.filter((reminder) => shortId(reminder) === wanted);
  if (byId.length > 0) return byId;
  const words = wanted.split(' ').filter((word) => word !== '');
  return reminders.filter(({ text }) => {
    const known = new Set(fold(text).split(' '));
    return words.length > 0 && words.every((word) => known.has(word));
  });
}
