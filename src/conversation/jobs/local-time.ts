import { Temporal } from 'temporal-polyfill';
import type { ClockTime } from './schedule.ts';

/** What Chip starts himself goes out in these hours, local time: from the first, before the second. */
const DAY_BEGINS = '08:00';
const DAY_ENDS = '21:00';

export interface LocalMoment {
  /** Epoch ms. */
  at: number;
  /**
   * `skipped`: the clocks go forward over this time, and the moment is as much later. `twice`: they go back, and the moment is
   * the first of the two.
   */
  clocks: 'usual' | 'skipped' | 'twice';
}

/**
 * The moment of a local time.
 *
 * @param local ISO date and time without offset, such as 2027-03-14T09:00
 * @throws RangeError when it is no time, or there is no such zone.
 */
export function momentOf(local: string, timeZone: string): LocalMoment {
  const wall = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (earlier.equals(later)) return { at: earlier.epochMilliseconds, clocks: 'usual' };
  // In a gap neither of them shows the time that was asked for.
  return earlier.toPlainDateTime().equals(wall)
    ? { at: earlier.epochMilliseconds, clocks: 'twice' }
    : { at: later.epochMilliseconds, clocks: 'skipped' };
}

/** The first such time on the wall clock behind a moment (epoch ms). */
export function nextAt(after: number, { time, timeZone, weekday }: ClockTime): number {
  const start = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone);
  for (let days = 0; ; days++) {
    const day = start.toPlainDate().add({ days });
    if (weekday !== undefined && day.dayOfWeek !== weekday) continue;
    const next = day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
    if (next.epochMilliseconds > after) return next.epochMilliseconds;
  }
}

/** The moment itself, or when it is night there, the next morning. */
export function inTheDay(moment: number, timeZone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainTime();
  const awake =
    Temporal.PlainTime.compare(local, DAY_BEGINS) >= 0 && Temporal.PlainTime.compare(local, DAY_ENDS) < 0;
  return awake ? moment : nextAt(moment, { time: DAY_BEGINS, timeZone });
}
