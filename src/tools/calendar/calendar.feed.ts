import { Logger } from '@nestjs/common';
import { AnswerError } from '../read-answer.ts';
import { readInThread } from './calendar.reader.ts';
import { CalendarSource } from './calendar.source.ts';
import type { Occurrence } from './occurrence.ts';

const DAY_MS = 86_400_000;

/** What is known of a calendar. */
export interface KnownCalendar {
  occurrences: readonly Occurrence[];
  /** When it was last known to be so, in epoch ms. */
  seenAt: number;
}

export interface FeedTimes {
  /** How long what was read is used before it is looked at again. */
  freshMs: number;
  /** After a failure: soon, but not with every text. */
  retryMs: number;
  /** Epoch ms. */
  now: () => number;
}

const TIMES: FeedTimes = { freshMs: 600_000, retryMs: 60_000, now: Date.now };

/** So far a calendar is known, counted from the day it was read; questions reach no further. */
export const DAYS_BACK = 31;
export const DAYS_AHEAD = 400;

/**
 * One feed or file, kept in memory as plain occurrences. One that cannot be reached or read leaves the last good state
 * in place; a turn waits only for the very first reading.
 */
export class CalendarFeed {
  private readonly logger = new Logger(CalendarFeed.name);
  private readonly source: CalendarSource;
  /** Where it stands in CALENDAR_URLS; an address may hold a secret key, so the log names this. */
  private readonly number: number;
  private readonly timeZone: string;
  private readonly times: FeedTimes;
  private known: KnownCalendar | undefined;
  /** Occurrences are counted from a day; after another day they are made again, also from an unchanged text. */
  private expandedAt = -Infinity;
  private staleAt = -Infinity;
  private reading: Promise<void> | undefined;

  constructor(source: string, number: number, timeZone: string, times: Partial<FeedTimes> = {}) {
    this.source = new CalendarSource(source);
    this.number = number;
    this.timeZone = timeZone;
    this.times = { ...TIMES, ...times };
  }

  /** What is in it, as far as is known; undefined when it could never be read. */
  async read(): Promise<KnownCalendar | undefined> {
    if (performance.now() >= this.staleAt) {
      this.reading ??= this.refresh().finally(() => (this.reading = undefined));
      // Somebody is waiting: what is known is good enough while it is looked at again.
      if (this.known === undefined) await this.reading;
    }
    return this.known;
  }

  private async refresh(): Promise<void> {
    try {
      const now = this.times.now();
      const unchanged = this.known !== undefined && now - this.expandedAt < DAY_MS;
      const loaded = await this.source.load(unchanged);
      if (loaded) {
        const span = { from: now - DAYS_BACK * DAY_MS, to: now + DAYS_AHEAD * DAY_MS };
        const occurrences = await readInThread({ text: loaded.text, ...span, timeZone: this.timeZone });
        // Only now: what could not be read must be sent again.
        this.source.remember(loaded.stamp);
        this.known = { occurrences, seenAt: now };
        this.expandedAt = now;
        this.logger.log({ calendar: this.number, occurrences: occurrences.length }, 'calendar read');
      } else if (this.known) this.known = { ...this.known, seenAt: now };
      this.staleAt = performance.now() + this.times.freshMs;
    } catch (error) {
      this.staleAt = performance.now() + this.times.retryMs;
      // The message of a foreign error may quote the address or the file.
      const reason = error instanceof AnswerError ? error.message : 'it cannot be reached';
      const { code } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
      this.logger.error(
        { calendar: this.number, reason, code },
        'a calendar could not be read; what was known is used',
      );
    }
  }
}
