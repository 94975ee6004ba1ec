import { createHash } from 'node:crypto';
import type { ReadAttachment } from '../conversation/attachment.reader.ts';

interface Entry {
  reading: ReadAttachment;
  characters: number;
  until: number;
}

/** What was found in files, by their URL, for a while. Holds texts and never a file. */
export class ReadingCache {
  private readonly entries = new Map<string, Entry>();
  private characters = 0;
  private readonly limits: { entries: number; characters: number; ttlMs: number };

  constructor({ entries = 100, characters = 500_000, ttlMs = 15 * 60_000 } = {}) {
    this.limits = { entries, characters, ttlMs };
  }

  get(url: string): ReadAttachment | undefined {
    this.trim();
    return this.entries.get(keyOf(url))?.reading;
  }

  keep(url: string, reading: ReadAttachment): void {
    const key = keyOf(url);
    this.drop(key);
    const characters = lengthOf(reading);
    this.entries.set(key, { reading, characters, until: performance.now() + this.limits.ttlMs });
    this.characters += characters;
    this.trim();
  }

  /** Oldest first, which are also those that expire first. */
  private trim(): void {
    const { entries, characters } = this.limits;
    for (const [key, { until }] of this.entries) {
      const isFull = this.entries.size > entries || this.characters > characters;
      if (!isFull && until > performance.now()) return;
      this.drop(key);
    }
  }

  private drop(key: string): void {
    this.characters -= this.entries.get(key)?.characters ?? 0;
    this.entries.delete(key);
  }
}

/** A URL is up to 8 kB long and often all it takes to see the file; its digest is neither. */
function keyOf(url: string): string {
  return createHash('sha256').update(url).digest('base64');
}

function lengthOf(reading: ReadAttachment): number {
  switch (reading.kind) {
    case 'speech':
      return reading.text.length;
    case 'picture':
      return reading.description.length;
    case 'unreadable':
      return reading.reason.length;
    default:
      return reading satisfies never;
  }
}
