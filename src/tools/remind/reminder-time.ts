import { momentOf, type LocalMoment } from '../../conversation/jobs/local-time.ts';

const MINUTE_MS = 60_000;
const YEAR_MS = 366 * 86_400_000;
const LOCAL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?$/;

export interface WantedTime {
  at?: string;
  in_minutes?: number;
}

/**
 * The moment that a model has asked for.
 *
 * @throws Error in words that the model can act on.
 */
export function reminderTime({ at, in_minutes }: WantedTime, now: number, timeZone: string): LocalMoment {
  if ((at === undefined) === (in_minutes === undefined))
    throw new Error('give either at or in_minutes, and not both');
  if (in_minutes !== undefined) return { at: now + in_minutes * MINUTE_MS, clocks: 'usual' };
  const moment = read(String(at), timeZone);
  const known = `It is now ${said(now, timeZone)}.`;
  if (moment.at <= now)
    throw new Error(
      `${said(moment.at, timeZone)} is over. ${known} Take a later time, or ask which one is meant.`,
    );
  if (moment.at > now + YEAR_MS)
    throw new Error(`${said(moment.at, timeZone)} is more than a year ahead, and that is too far. ${known}`);
  return moment;
}

/** As it is said to a person: weekday, date, time and zone. */
export function said(moment: number, timeZone: string): string {
  const shown: Intl.DateTimeFormatOptions = {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  };
  return new Intl.DateTimeFormat('en-US', { timeZone, ...shown }).format(moment);
}

/** What has to be said about a time at which the clocks change. */
export function remarkOn({ clocks }: LocalMoment): string | undefined {
  if (clocks === 'skipped') return 'the clocks go forward over the time asked for; this is as much later';
  if (clocks === 'twice') return 'the clocks go back, so there are two such times; this is the first';
  return undefined;
}

function read(at: string, timeZone: string): LocalMoment {
  const wrong = 'at must be a local date and time without an offset, such as 2027-03-11T09:00';
  if (!LOCAL.test(at)) throw new Error(wrong);
  try {
    return momentOf(at.replace(' ', 'T'), timeZone);
  } catch {
    throw new Error(`${wrong}; there is no such date or time`);
  }
}
