import { addDays, dayAt, startOfDay } from '../days.ts';
import { fold, singular } from '../words.ts';
import type { Occurrence } from './occurrence.ts';

export interface Wanted {
  /** Epoch ms. */
  from: number;
  to: number;
  words: string | undefined;
  place: string | undefined;
  /** Whose days whole-day events are. */
  timeZone: string;
}

/** An occurrence with the moments it spans for whoever asks. */
export type FoundEvent = Occurrence & { start: number; end: number };

/** Occurrences that touch a span of time, in order, each once, also when two calendars list it. */
export function eventsIn(occurrences: readonly Occurrence[], wanted: Wanted): FoundEvent[] {
  const { from, to, timeZone } = wanted;
  const [firstDay, lastDay] = [dayAt(from, timeZone), dayAt(to - 1, timeZone)];
  const touches = ({ time }: Occurrence): boolean =>
    time.kind === 'days'
      ? time.first <= lastDay && time.last >= firstDay
      : time.start < to && (time.end > from || time.start >= from);
  const placed = occurrences
    .filter(touches)
    .map((occurrence) => ({ ...occurrence, ...momentsOf(occurrence, timeZone) }))
    .toSorted((a, b) => a.start - b.start || (a.title < b.title ? -1 : 1));
  const seen = new Set<string>();
  return placed.filter(({ uid, title, start }) => {
    const keys = [`${start} ${fold(title)}`, ...(uid ? [`${start} ${uid}`] : [])];
    const known = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return !known;
  });
}

/** Of a place, what stands before the first comma has to fit: "Huntsville, Alabama" is also "Huntsville, AL". */
export function isWanted({ title, details, place }: Occurrence, wanted: Wanted): boolean {
  return (
    has(`${title} ${details} ${place}`, wanted.words) &&
    has(
      `${place} ${title}`,
      wanted.place?.split(',').find((part) => fold(part) !== ''),
    )
  );
}

/** Every word has to begin one, in any order. */
function has(text: string, words = ''): boolean {
  const folded = ` ${fold(text)}`;
  return fold(words)
    .split(' ')
    .every((word) => folded.includes(` ${singular(word)}`));
}

function momentsOf({ time }: Occurrence, timeZone: string): { start: number; end: number } {
  if (time.kind === 'moments') return time;
  return {
    start: startOfDay(time.first, timeZone),
    end: startOfDay(addDays(time.last, 1), timeZone),
  };
}
