import type { Json } from '../http.ts';

/** One webhook, whatever became of it. */
export type HistoryEntry = { at: number; attempt: number; body: Json };

/** More than any test makes; a long run must not fill the memory. */
const MOST = 20_000;

/** What Loop remembers of the webhooks of v1: each of them from its first attempt on. */
export class WebhookHistory {
  entries: HistoryEntry[] = [];

  /** Undefined for what v1 has no such list of. */
  add(body: Json): HistoryEntry | undefined {
    if (!('event' in body)) return undefined;
    const entry: HistoryEntry = { at: Date.now(), attempt: 1, body };
    this.entries.push(entry);
    if (this.entries.length > MOST) this.entries.shift();
    return entry;
  }

  clear(): void {
    this.entries = [];
  }
}

/** Loop's clock has gone on by a whole wait, of which only a part was waited here. */
export function waited(entry: HistoryEntry | undefined, loopMs: number, realMs: number): void {
  if (!entry) return;
  entry.attempt += 1;
  entry.at -= loopMs - realMs;
}
