import { readFile, stat } from 'node:fs/promises';
import { AnswerError, readAnswer } from '../read-answer.ts';

/** Less than a turn waits for a tool, so that a feed that hangs leaves time to say so. */
const TIMEOUT_MS = 6000;
const MOST_BYTES = 5_000_000;

interface Loaded {
  text: string;
  /** By which it is known again: the entity tag of an answer, size and time of a file. */
  stamp: string | undefined;
}

/** Where a calendar's text comes from: an address or a file. */
export class CalendarSource {
  private readonly place: string;
  private stamp: string | undefined;

  /** @param place an http(s) or webcal address, or a path */
  constructor(place: string) {
    this.place = place.replace(/^webcals?:/i, 'https:');
  }

  /**
   * The text; undefined when it is the one that was remembered and `unlessSame` is set.
   *
   * @throws AnswerError when what came is no use, any error when nothing came.
   */
  load(unlessSame: boolean): Promise<Loaded | undefined> {
    const known = unlessSame ? this.stamp : undefined;
    return /^https?:/i.test(this.place) ? this.fetch(known) : this.read(known);
  }

  remember(stamp: string | undefined): void {
    this.stamp = stamp;
  }

  private async fetch(known: string | undefined): Promise<Loaded | undefined> {
    const answer = await fetch(this.place, {
      headers: { accept: 'text/calendar', ...(known !== undefined && { 'if-none-match': known }) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.ok) {
      const text = await readAnswer(answer, MOST_BYTES);
      return { text, stamp: answer.headers.get('etag') ?? undefined };
    }
    await answer.body?.cancel();
    if (answer.status === 304) return undefined;
    throw new AnswerError(`it answered ${answer.status}`);
  }

  private async read(known: string | undefined): Promise<Loaded | undefined> {
    const { size, mtimeMs } = await stat(this.place);
    if (size > MOST_BYTES) throw new AnswerError(`it is larger than ${MOST_BYTES} bytes`);
    const stamp = `${size} ${mtimeMs}`;
    return stamp === known ? undefined : { text: await readFile(this.place, 'utf8'), stamp };
  }
}
