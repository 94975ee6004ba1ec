/**
 * Reads one calendar and ends. A thread of its own, since reading a large one takes a second or more, during which no
 * webhook would be answered, and since what it takes (the library, the parsed text) is given back afterwards. Started by
 * `calendar.reader.ts`; Node runs this file as it is (erasable types only).
 */
import { parentPort, workerData } from 'node:worker_threads';
import { readCalendar } from './read-calendar.ts';

export interface CalendarWork {
  text: string;
  from: number;
  to: number;
  timeZone: string;
}

const { text, from, to, timeZone } = workerData as CalendarWork;
parentPort?.postMessage(readCalendar(text, from, to, timeZone));
