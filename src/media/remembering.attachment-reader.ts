import type { OnApplicationShutdown } from '@nestjs/common';
import { AttachmentReader, type ReadAttachment } from '../conversation/attachment.reader.ts';
import { ReadingCache } from './reading.cache.ts';

/** No turn waits longer for a file than half of its deadline, which is 12.5 s by default. */
const LIMIT_MS = 20_000;

/**
 * Reads each file once, however often it is asked for: a turn restarts when a further text comes, and again after a
 * failure. For the same reason a reading goes on when its asker has left; the restarted turn finds it half done.
 */
export class RememberingAttachmentReader extends AttachmentReader implements OnApplicationShutdown {
  private readonly cache = new ReadingCache();
  private readonly underWay = new Map<string, Promise<ReadAttachment>>();
  private readonly stop = new AbortController();
  private readonly reader: AttachmentReader;
  private readonly limitMs: number;

  constructor(reader: AttachmentReader, limitMs = LIMIT_MS) {
    super();
    this.reader = reader;
    this.limitMs = limitMs;
  }

  override async read(url: string, signal: AbortSignal): Promise<ReadAttachment> {
    signal.throwIfAborted();
    return this.cache.get(url) ?? (await unlessAborted(signal, this.join(url)));
  }

  /** The turns have ended by then. What they left would keep the process for up to LIMIT_MS. */
  onApplicationShutdown(): void {
    this.stop.abort();
  }

  private join(url: string): Promise<ReadAttachment> {
    const running = this.underWay.get(url);
    if (running) return running;
    const reading = this.readOnce(url).finally(() => this.underWay.delete(url));
    this.underWay.set(url, reading);
    return reading;
  }

  /** Never rejects: there may be nobody left to hear of it. */
  private async readOnce(url: string): Promise<ReadAttachment> {
    const signal = AbortSignal.any([AbortSignal.timeout(this.limitMs), this.stop.signal]);
    try {
      const reading = await this.reader.read(url, signal);
      // What could not be read may be readable at the next try.
      if (reading.kind !== 'unreadable') this.cache.keep(url, reading);
      return reading;
    } catch {
      return { kind: 'unreadable', reason: 'too-late' };
    }
  }
}

function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
