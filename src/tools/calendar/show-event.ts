import type { FoundEvent } from './find-events.ts';

const MOST_TITLE = 120;
const MOST_DETAILS = 300;

/** An event as a model is shown it, in the words of the person's time zone. */
export function showEvent(event: FoundEvent, timeZone: string): object {
  const about = cut(plain(event.details), MOST_DETAILS);
  return {
    title: cut(plain(event.title), MOST_TITLE),
    when: when(event, timeZone),
    ...(event.place && { place: cut(plain(event.place), MOST_TITLE) }),
    ...(about && { about }),
    ...(/^https?:\/\/\S{1,300}$/i.test(event.url) && { url: event.url }),
  };
}

function when({ time, start, end }: FoundEvent, timeZone: string): string {
  if (time.kind === 'moments') {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'full', timeStyle: 'short' });
    return format.formatRange(start, end);
  }
  // A day is the same in any zone, so it is told in the one it is counted in here.
  const day = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'full' });
  return `${day.formatRange(Date.parse(time.first), Date.parse(time.last))}, all day`;
}

/** Feeds of event sites hold HTML. */
function plain(text: string): string {
  return text
    .replace(/<[^>]{0,200}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).toWellFormed()} [...]` : text;
}
