import type { OnApplicationBootstrap } from '@nestjs/common';
import { addDays, dayAt, isDay, startOfDay } from '../days.ts';
import { NothingFound } from '../nothing-found.ts';
import { Tool, type ToolContext, type ToolDescription } from '../tool.ts';
import { DAYS_AHEAD, DAYS_BACK, type CalendarFeed } from './calendar.feed.ts';
import { eventsIn, isWanted } from './find-events.ts';
import { showEvent } from './show-event.ts';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 60;
const MOST_EVENTS = 8;

interface Question {
  from?: string;
  days?: number;
  words?: string;
  place?: string;
}

/** The community's events, from its calendars. */
export class CalendarTool extends Tool implements OnApplicationBootstrap {
  readonly name = 'calendar';
  private readonly feeds: readonly CalendarFeed[];

  constructor(feeds: readonly CalendarFeed[]) {
    super();
    this.feeds = feeds;
  }

  /** Whoever starts Chip sees at once which calendar is wrong; the start waits for nothing. */
  onApplicationBootstrap(): void {
    for (const feed of this.feeds) void feed.read();
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
            maximum: DAYS_AHEAD,
            description: `how many days; ${DEFAULT_DAYS} if left out`,
          },
          words: { type: 'string', maxLength: 100, description: 'words in the title or description' },
          place: { type: 'string', maxLength: 100, description: 'a city or place' },
        },
      },
    };
  }

  /** @throws RangeError when the first day is none or too far away; Error when no calendar could be read. */
  override async invoke(question: Question, { now, timeZone }: ToolContext): Promise<unknown> {
    const today = dayAt(now, timeZone);
    const first = question.from ?? today;
    if (!isDay(first)) throw new RangeError('from must be a day such as 2027-03-31');
    const lastKnown = addDays(today, DAYS_AHEAD);
    if (first < addDays(today, -DAYS_BACK) || first > lastKnown)
      throw new RangeError(`calendars are known ${DAYS_BACK} days back and ${DAYS_AHEAD} days ahead`);
    const after = addDays(first, question.days ?? DEFAULT_DAYS);
    const wanted = {
      from: question.from === undefined ? now : startOfDay(first, timeZone),
      to: startOfDay(after, timeZone),
      words: question.words,
      place: question.place,
      timeZone,
    };
    const read = await Promise.all(this.feeds.map((feed) => feed.read()));
    const known = read.filter((calendar) => calendar !== undefined);
    if (known.length === 0) throw new Error('no calendar can be read at the moment');
    const there = eventsIn(
      known.flatMap(({ occurrences }) => occurrences),
      wanted,
    );
    const found = there.filter((event) => isWanted(event, wanted));
    const remarks = {
      ...(after > lastKnown && { known_until: lastKnown }),
      ...warningAbout(read.length - known.length, known.filter(({ seenAt }) => now - seenAt > DAY_MS).length),
    };
    if (found.length === 0)
      return new NothingFound({ events: [], without_words_and_place: there.length, ...remarks });
    return {
      time_zone: timeZone,
      events: found.slice(0, MOST_EVENTS).map((event) => showEvent(event, timeZone)),
      ...(found.length > MOST_EVENTS && { more: found.length - MOST_EVENTS }),
      ...remarks,
    };
  }
}

function warningAbout(unread: number, old: number): { warning?: string } {
  if (unread > 0) return { warning: 'one of the calendars cannot be read at the moment' };
  return old > 0 ? { warning: 'one of the calendars is more than a day old; say so' } : {};
}
