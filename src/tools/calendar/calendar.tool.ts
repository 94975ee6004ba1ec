import { Tool, type ToolContext, type ToolDescription } from '../tool.ts';
import { occurrences, type Occurrence } from './calendar.entries.ts';
import type { CalendarFeed } from './calendar.feed.ts';
import { fold, startOfDay } from './calendar.words.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 60;
const MOST_DAYS = 366;
const MOST_EVENTS = 8;
const MOST_DETAILS = 300;

interface Question {
  from?: string;
  days?: number;
  words?: string;
  place?: string;
}

/** The community's events, from its calendars. */
export class CalendarTool extends Tool {
  readonly name = 'calendar';
  private readonly feeds: readonly CalendarFeed[];

  constructor(feeds: readonly CalendarFeed[]) {
    super();
    this.feeds = feeds;
  }

  override describe(): ToolDescription {
    return {
      description:
        'The next events in the calendars of this community, in order. Without arguments: everything soon. Name only events that it returns.',
      parameters: {
        type: 'object',
        properties: {
          from: {
            type: 'string',
            pattern: '^\\d{4}-\\d{2}-\\d{2}$',
            description: 'first day, YYYY-MM-DD; today if left out',
          },
          days: {
            type: 'integer',
            minimum: 1,
            maximum: MOST_DAYS,
            description: `how many days; ${DEFAULT_DAYS} if left out`,
          },
          words: { type: 'string', maxLength: 100, description: 'words in the title or description' },
          place: { type: 'string', maxLength: 100, description: 'a city or place' },
        },
      },
    };
  }

  /** @throws RangeError when the first day is none; Error when no calendar could be read. */
  override async invoke(question: Question, { now, timeZone }: ToolContext): Promise<unknown> {
    const from = question.from === undefined ? now : startOfDay(question.from, timeZone);
    const to = from + (question.days ?? DEFAULT_DAYS) * DAY_MS;
    const read = await Promise.all(this.feeds.map((feed) => feed.read()));
    const known = read.filter((entries) => entries !== undefined);
    if (known.length === 0) throw new Error('no calendar can be read at the moment');
    const found = once(occurrences(known.flat(), from, to)).filter(
      (event) =>
        has(`${event.title} ${event.details}`, question.words) &&
        has(`${event.place} ${event.title}`, question.place),
    );
    return {
      events: found.slice(0, MOST_EVENTS).map((event) => shown(event, timeZone)),
      ...(found.length > MOST_EVENTS && { more: found.length - MOST_EVENTS }),
      ...(known.length < read.length && { warning: 'one of the calendars cannot be read at the moment' }),
    };
  }
}

/** Every word has to be there, in any order. */
function has(text: string, words = ''): boolean {
  const folded = fold(text);
  return fold(words)
    .split(' ')
    .every((word) => folded.includes(word));
}

/** Two calendars often list the same meeting. */
function once(events: Occurrence[]): Occurrence[] {
  const seen = new Set<string>();
  return events.filter(({ title, start }) => {
    const key = `${start} ${fold(title)}`;
    return !seen.has(key) && seen.add(key);
  });
}

function shown({ title, start, end, day, place, details, url }: Occurrence, timeZone: string): object {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'full', timeStyle: 'short' });
  const text = details
    .replace(/<[^>]{0,200}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    title,
    when: day === undefined ? format.formatRange(start, Math.max(start, end)) : `${day}, all day`,
    ...(place && { place }),
    ...(text && {
      about: text.length > MOST_DETAILS ? `${text.slice(0, MOST_DETAILS).toWellFormed()} [...]` : text,
    }),
    ...(url && { url }),
  };
}
