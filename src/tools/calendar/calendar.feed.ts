import { readFile, stat } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import { readEvents, type CalendarEntry } from './calendar.entries.ts';

/** How long a feed's answer is used before it is asked again. */
const FRESH_MS = 10 * 60_000;
/** After a failure: soon, but not with every text. */
const RETRY_MS = 60_000;
const TIMEOUT_MS = 8_000;
const MOST_BYTES = 10_000_000;

/**
 * One ICS feed (https or http) or file, kept in memory. A feed that cannot be reached or read leaves the last good state
 * in place; a turn never waits longer than one request.
 */
export class CalendarFeed {
  private readonly logger = new Logger(CalendarFeed.name);
  private readonly source: string;
  /** Where it stands in CALENDAR_URLS; an address may hold a secret key, so the log names this. */
  private readonly number: number;
  private entries: readonly CalendarEntry[] | undefined;
  private staleAt = -Infinity;
  private etag: string | undefined;
  private reading: Promise<void> | undefined;

  constructor(source: string, number: number) {
    this.source = source;
    this.number = number;
  }

  /** What is in it, as far as is known; undefined when it could never be read. */
  async read(): Promise<readonly CalendarEntry[] | undefined> {
    if (performance.now() >= this.staleAt) {
      this.reading ??= this.refresh().finally(() => (this.reading = undefined));
      // Somebody is waiting: what is known is good enough while it is looked at again.
      if (this.entries === undefined) await this.reading;
    }
    return this.entries;
  }

  private async refresh(): Promise<void> {
    try {
      const text = await this.load();
      if (text !== undefined) this.entries = readEvents(text);
      this.staleAt = performance.now() + FRESH_MS;
    } catch (error) {
      this.staleAt = performance.now() + RETRY_MS;
      // The message of a foreign error may quote the address or the file.
      const reason =
        error instanceof FeedError ? error.message : 'it cannot be reached or is no iCalendar file';
      this.logger.error(
        { calendar: this.number, reason },
        'a calendar could not be read; what was known is used',
      );
    }
  }

  /** The file's text; undefined when it has not changed. */
  private load(): Promise<string | undefined> {
    return /^https?:\/\//i.test(this.source) ? this.fetch() : this.readFile();
  }

  private async fetch(): Promise<string | undefined> {
    const answer = await fetch(this.source, {
      headers: { accept: 'text/calendar', ...(this.etag && { 'if-none-match': this.etag }) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.status === 304) return undefined;
    if (!answer.ok) throw new FeedError(`it answered ${answer.status}`);
    const text = await bounded(answer);
    this.etag = answer.headers.get('etag') ?? undefined;
    return text;
  }

  private async readFile(): Promise<string | undefined> {
    const { size, mtimeMs } = await stat(this.source);
    if (size > MOST_BYTES) throw new FeedError(`it is larger than ${MOST_BYTES} bytes`);
    const stamp = `${size} ${mtimeMs}`;
    if (stamp === this.etag) return undefined;
    const text = await readFile(this.source, 'utf8');
    this.etag = stamp;
    return text;
  }
}

class FeedError extends Error {}

async function bounded(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += (chunk as Uint8Array).byteLength;
    if (bytes > MOST_BYTES) throw new FeedError(`it is larger than ${MOST_BYTES} bytes`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}
