import { Injectable } from '@nestjs/common';
import { backoffMs } from '../backoff.ts';

const BASE_MS = 60_000;
const CAP_MS = 3_600_000;
/** More than fail together before the oldest pause is over; what is forgotten costs one more try. */
const MOST = 10_000;

/**
 * How long a conversation whose summary failed waits for the next try: about 1 min, doubling to 1 h. Each try costs a model
 * call that answers want too. In memory: a start may try again at once, and a replica has its own count.
 */
@Injectable()
export class SummaryBackoff {
  /** Milliseconds of a clock that never goes back. */
  now = (): number => performance.now();
  /** By conversation, those that failed last behind the others. */
  private readonly pauses = new Map<string, { failures: number; until: number }>();

  isWaiting(conversationId: string): boolean {
    return this.now() < (this.pauses.get(conversationId)?.until ?? -Infinity);
  }

  /** @returns milliseconds until the next try */
  failed(conversationId: string): number {
    const failures = this.pauses.get(conversationId)?.failures ?? 0;
    const waitMs = backoffMs(failures, BASE_MS, CAP_MS);
    this.pauses.delete(conversationId);
    this.pauses.set(conversationId, { failures: failures + 1, until: this.now() + waitMs });
    const [oldest] = this.pauses.keys();
    if (this.pauses.size > MOST && oldest !== undefined) this.pauses.delete(oldest);
    return waitMs;
  }

  succeeded(conversationId: string): void {
    this.pauses.delete(conversationId);
  }
}
