import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { AdmissionService } from '../admission.service.ts';
import { EventLogError, type EventLog, type LoggedEvent } from '../event.log.ts';
import { EventReader } from '../event.reader.ts';
import type { MessagingAdapter } from '../messaging.adapter.ts';
import { cleanDeep } from '../text.ts';

/** Younger than this it may be on its way to us, and the channel's own webhook is left to bring it. */
const ON_ITS_WAY_MS = 60_000;
/** What is older is not asked for: its turn would be over, and nobody waits for it. */
const OLDEST_MS = 7 * 86_400_000;
/** A store that is away answers none of the others either. */
const MOST_FAILURES = 3;

export interface CatchUpRange {
  since: number;
  /** Nothing from before this is taken, whatever the channel still has. */
  beganAt: number;
}

interface Tally {
  read: number;
  missed: number;
  failed: number;
}

/** Asks one channel for what it could not deliver, and admits it as its webhook would have been. */
@Injectable()
export class CatchUp {
  private readonly logger = new Logger(CatchUp.name);
  /** By channel, what the last reading has found and admitted: most of it is found again by the next one. */
  private readonly seen = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly reader: EventReader,
    private readonly admissions: AdmissionService,
  ) {}

  /**
   * Everything that the channel's log has is in the store afterwards, once: what had got here before is a duplicate, and
   * so is a webhook that comes later. Rejects when the log could not be read or something not be stored; then it is asked
   * for again.
   */
  async run(
    adapter: MessagingAdapter,
    log: EventLog,
    range: CatchUpRange,
    signal: AbortSignal,
  ): Promise<void> {
    const now = Date.now();
    const entries = await log.listSince(Math.max(range.since, now - OLDEST_MS), signal);
    const mine = entries.filter(({ at }) => at >= range.beganAt && at < now - ON_ITS_WAY_MS);
    const known = this.seen.get(adapter.channel) ?? new Set();
    const seen = new Set<string>();
    const tally: Tally = { read: mine.length, missed: 0, failed: 0 };
    // One after the other: their order is that of the conversation.
    for (const entry of mine) {
      if (signal.aborted || tally.failed >= MOST_FAILURES) break;
      const json = JSON.stringify(entry.body);
      const print = createHash('sha256').update(json).digest('base64');
      if (known.has(print) || (await this.admit(adapter, entry, json, tally))) seen.add(print);
    }
    this.seen.set(adapter.channel, seen);
    const line = { channel: adapter.channel, ...tally };
    if (tally.missed > 0) this.logger.warn(line, 'the channel had events that had not got here');
    else this.logger.debug(line, 'the channel had nothing new');
    signal.throwIfAborted();
    if (tally.failed > 0) throw new EventLogError(`${tally.failed} of what was missed could not be stored`);
  }

  /** False: asked for again. */
  private async admit(
    adapter: MessagingAdapter,
    { body, at }: LoggedEvent,
    json: string,
    tally: Tally,
  ): Promise<boolean> {
    try {
      const clean = cleanDeep(body);
      const read = await this.reader.read(adapter, clean, json);
      // A shape that only somebody who tests sends; the channel would have been answered 400.
      if ('problems' in read) return true;
      const { event } = read;
      const { status, messageId, conversationId } = await this.admissions.admit(
        adapter.channel,
        event,
        clean,
        at,
      );
      if (status === 'duplicate') return true;
      tally.missed += 1;
      const lateMs = Date.now() - at;
      const line = { channel: adapter.channel, event: event.name, kind: event.kind, status };
      this.logger.log({ ...line, messageId, conversationId, lateMs }, 'caught up on an event');
      return true;
    } catch (error) {
      tally.failed += 1;
      this.logger.error({ channel: adapter.channel, err: error }, 'what was missed could not be stored');
      return false;
    }
  }
}
