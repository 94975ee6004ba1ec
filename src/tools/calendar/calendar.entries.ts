import ical, { type EventInstance, type ParameterValue, type VEvent } from 'node-ical';

/** One event of a feed; a recurring one stands for all its occurrences. */
export type CalendarEntry = VEvent;

/** One occurrence, ready to be told. */
export interface Occurrence {
  title: string;
  /** Epoch ms. */
  start: number;
  end: number;
  /** Of whole days: the first one as `YYYY-MM-DD`, whatever time zone it is told in. */
  day: string | undefined;
  place: string;
  details: string;
  url: string;
}

/** @throws Error when the text is no iCalendar file. */
export function readEvents(text: string): CalendarEntry[] {
  if (!/^\s*BEGIN:VCALENDAR/i.test(text)) throw new Error('no iCalendar file');
  return Object.values(ical.sync.parseICS(text)).filter(
    (component): component is VEvent => (component as { type?: string } | undefined)?.type === 'VEVENT',
  );
}

/** All occurrences in a span of time, those that are under way included, in order. Cancelled ones are left out. */
export function occurrences(entries: readonly CalendarEntry[], from: number, to: number): Occurrence[] {
  return entries
    .flatMap((entry) => expand(entry, from, to))
    .filter(({ event }) => event.status !== 'CANCELLED')
    .map(toOccurrence)
    .toSorted((a, b) => a.start - b.start);
}

/** A feed with one event nobody can expand must not hide all others. */
function expand(entry: CalendarEntry, from: number, to: number): EventInstance[] {
  try {
    return ical.expandRecurringEvent(entry, { from: new Date(from), to: new Date(to), expandOngoing: true });
  } catch {
    return [];
  }
}

function toOccurrence({ start, end, summary, isFullDay, event }: EventInstance): Occurrence {
  return {
    title: textOf(summary),
    start: start.getTime(),
    end: end.getTime(),
    day: isFullDay ? dayOf(start, start.tz) : undefined,
    place: textOf(event.location),
    details: textOf(event.description),
    url: typeof event.url === 'string' ? event.url : textOf(event.url),
  };
}

/** A day is parsed as midnight of the machine, or of the zone that stands beside it. */
function dayOf(start: Date, timeZone: string | undefined): string {
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(start);
}

function textOf(value: ParameterValue | undefined): string {
  const text = typeof value === 'object' ? value.val : value;
  return String(text ?? '').trim();
}
