import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AnswerError } from '../read-answer.ts';
import type { CalendarWork } from './calendar.worker.ts';
import type { Occurrence } from './occurrence.ts';

/** A calendar of 5 MB takes two seconds on a small box. */
const TIMEOUT_MS = 20_000;
const MEMORY_MB = 256;

/**
 * The occurrences in an iCalendar text, read in a thread of its own.
 *
 * @throws AnswerError when it is no iCalendar or cannot be read in bounded time and memory.
 */
export async function readInThread(work: CalendarWork): Promise<Occurrence[]> {
  if (!/^\s*BEGIN:VCALENDAR/i.test(work.text)) throw new AnswerError('it is no iCalendar');
  // The same file beside this one: .ts under the tests, .js in a build.
  const file = `./calendar.worker${extname(fileURLToPath(import.meta.url))}`;
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: work,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    // The library's warnings quote the calendar.
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  const { promise, resolve, reject } = Promise.withResolvers<Occurrence[]>();
  const timer = setTimeout(() => reject(new AnswerError('it takes too long to read')), TIMEOUT_MS);
  // A server that is told to stop waits for no calendar.
  worker.unref();
  timer.unref();
  worker.once('message', resolve);
  worker.once('error', () => reject(new AnswerError('it cannot be read as an iCalendar')));
  worker.once('exit', () => reject(new AnswerError('it cannot be read as an iCalendar')));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
