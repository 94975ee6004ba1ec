import type { Backlog } from '../conversation/backlog.store.ts';
import type { ModelCallSignal, SendSignal } from '../observability/signals.ts';

const BACKLOG_MS = 60_000;
/** What has happened, rather than lasts, is held up for so long, so that a series of it is one alarm. */
const EVENT_MS = 10 * 60_000;
const REFUSED = new Set([401, 402, 403]);

/** What is wrong at the moment, as one process sees it. Kinds are those of `alarm.texts.ts`. */
export class AlarmConditions {
  /** Until when each lasts, on the monotonic clock. */
  private readonly until = new Map<string, number>();
  private deadBefore: number | undefined;

  /** All kinds that last. */
  current(now = performance.now()): string[] {
    for (const [kind, end] of this.until) if (end <= now) this.until.delete(kind);
    return [...this.until.keys()];
  }

  /** Channels on which nothing leaves. */
  broken(): Set<string> {
    const names = this.current().filter((kind) => /^(?:halted|breaker):/.test(kind));
    return new Set(names.map((kind) => kind.slice(kind.indexOf(':') + 1)));
  }

  sent({ channel, outcome }: Pick<SendSignal, 'channel' | 'outcome'>): void {
    if (outcome === 'halted') this.lasts(`halted:${channel}`);
    else if (outcome === 'sent' || outcome === 'refused') this.until.delete(`halted:${channel}`);
  }

  breaker(channel: string, open: boolean): void {
    if (!open) this.until.delete(`breaker:${channel}`);
    // A channel that refuses us opens its breaker too; that is said already, and better.
    else if (!this.until.has(`halted:${channel}`)) this.lasts(`breaker:${channel}`);
  }

  asked({ outcome, status }: Pick<ModelCallSignal, 'outcome' | 'status'>): void {
    if (outcome === 'ok') this.until.delete('model-refused');
    else if (REFUSED.has(status ?? 0)) this.lasts('model-refused');
  }

  limited(kind: string): void {
    if (kind === 'installation') this.happened('budget');
  }

  happened(kind: string): void {
    this.until.set(kind, performance.now() + EVENT_MS);
  }

  /** Dead letters that were there when this process began are no news. */
  counted({ waitingMs, deadMessages, deadSends }: Backlog): void {
    if (waitingMs > BACKLOG_MS) this.lasts('backlog');
    else this.until.delete('backlog');
    const dead = deadMessages + deadSends;
    if (this.deadBefore !== undefined && dead > this.deadBefore) this.happened('dead-letters');
    this.deadBefore = dead;
  }

  private lasts(kind: string): void {
    this.until.set(kind, Infinity);
  }
}
