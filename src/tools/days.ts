/** The calendar day at a moment in a time zone, as `YYYY-MM-DD`. */
export function dayAt(at: number, timeZone: string): string {
  const parts = partsAt(at, timeZone);
  return `${pad(parts('year'), 4)}-${pad(parts('month'), 2)}-${pad(parts('day'), 2)}`;
}

/** Whether there is such a day: `Date` takes the 31st of a short month for the 1st of the next one. */
export function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const utc = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(utc) && new Date(utc).toISOString().slice(0, 10) === day;
}

/** A day so many days later. */
export function addDays(day: string, days: number): string {
  const utc = new Date(`${day}T00:00:00Z`);
  utc.setUTCDate(utc.getUTCDate() + days);
  return utc.toISOString().slice(0, 10);
}

/** The moment (epoch ms) at which a day begins in a time zone. */
export function startOfDay(day: string, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // Twice: the offset at UTC's midnight may be that of before a change of the clocks.
  const first = utc - offsetAt(utc, timeZone);
  const second = utc - offsetAt(first, timeZone);
  // Where clocks are put forward at midnight, the day begins when they have been.
  return dayAt(second, timeZone) === day ? second : first;
}

/** How far a zone's clock is ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = partsAt(at, timeZone);
  const wall = Date.UTC(
    parts('year'),
    parts('month') - 1,
    parts('day'),
    parts('hour'),
    parts('minute'),
    parts('second'),
  );
  return wall - Math.floor(at / 1000) * 1000;
}

/** Making one takes as long as using it a hundred times. There are some 600 zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

function partsAt(at: number, timeZone: string): (type: Intl.DateTimeFormatPartTypes) => number {
  const parts = formatOf(timeZone).formatToParts(at);
  return (type) => Number(parts.find((part) => part.type === type)?.value);
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
