import ical, { type EventInstance, type VEvent } from 'node-ical';
import { textOf } from './event.text.ts';
import { placeFloatingTimes } from './floating-times.ts';
import type { DaySpan, MomentSpan, Occurrence } from './occurrence.ts';

const DAY_MS = 86_400_000;
/** Of one event; a meeting each day for more than a year has fewer. */
const MOST_OF_ONE = 500;
/** Of a calendar; the soonest are kept. About 5 MB. */
const MOST = 10_000;

/**
 * All occurrences in an iCalendar text that touch a span of time, a day more at both ends. Cancelled and private ones
 * are left out.
 *
 * @param from epoch ms, as is `to`
 * @param timeZone of times that are written without one, where the calendar names none for all of them
 */
export function readCalendar(text: string, from: number, to: number, timeZone: string): Occurrence[] {
  const components = Object.values(ical.sync.parseICS(placeFloatingTimes(text, timeZone)));
  return components
    .filter((component): component is VEvent => component?.type === 'VEVENT')
    .flatMap(withOrphans)
    .flatMap((event) => expand(event, new Date(from - DAY_MS), new Date(to + DAY_MS)))
    .filter(({ event }) => event.status !== 'CANCELLED' && !isPrivate(event))
    .toSorted((a, b) => a.start.getTime() - b.start.getTime())
    .slice(0, MOST)
    .map(toOccurrence);
}

/** A feed may hold single occurrences of a series without the series; all but one of them stand inside the first. */
function withOrphans(event: VEvent): VEvent[] {
  if (event.rrule || !event.recurrences) return [event];
  const single = Object.values(event.recurrences) as unknown as VEvent[];
  return [...new Map([event, ...single].map((each) => [each.start?.getTime(), each])).values()];
}

/** A feed with one event nobody can expand must not hide all others. */
function expand(event: VEvent, from: Date, to: Date): EventInstance[] {
  if (/FREQ=(?:SECONDLY|MINUTELY)/.test(event.rrule?.toString() ?? '')) return [];
  try {
    return ical.expandRecurringEvent(event, { from, to, expandOngoing: true }).slice(0, MOST_OF_ONE);
  } catch {
    return [];
  }
}

/** What only its owner should see is in a feed that was shared by mistake. */
function isPrivate({ class: visibility }: VEvent): boolean {
  return /^(?:PRIVATE|CONFIDENTIAL)$/i.test(textOf(visibility));
}

function toOccurrence({ start, end, summary, isFullDay, event }: EventInstance): Occurrence {
  return {
    uid: textOf(event.uid),
    title: textOf(summary) || 'Untitled',
    place: textOf(event.location),
    details: textOf(event.description),
    url: textOf(event.url),
    time: isFullDay ? days(start, end) : moments(start, end),
  };
}

function moments(start: Date, end: Date): MomentSpan {
  return { kind: 'moments', start: start.getTime(), end: Math.max(start.getTime(), end.getTime()) };
}

/** The library gives whole days as midnights of this machine; the end is the first day after. */
function days(start: Date, end: Date): DaySpan {
  const last = new Date(end.getFullYear(), end.getMonth(), end.getDate() - 1, 12);
  return { kind: 'days', first: localDay(start), last: localDay(last < start ? start : last) };
}

function localDay(at: Date): string {
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}
