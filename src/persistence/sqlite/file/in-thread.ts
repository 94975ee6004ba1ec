import { once } from 'node:events';
import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Told now and then how far it is, from 0 to 1. */
export type Progress = (done: number) => void;

const POLL_MS = 100;

/** Runs a task of `file.worker.ts`. Rejects with what SQLite said; its words name no values. */
export async function inThread(
  task: { path: string; kind: 'copy' | 'scrub'; to: string },
  progress: Progress,
): Promise<void> {
  const file = `./file.worker${extname(fileURLToPath(import.meta.url))}`;
  const worker = new Worker(new URL(file, import.meta.url), {
    workerData: task,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const ended = once(worker, 'exit');
  const outcome = once(worker, 'message').then(() => true);
  outcome.catch(() => undefined);
  const whole = Math.max(1, sizeOf(task.path));
  // The copy grows up to the size of the original, the log of what is written anew likewise.
  const growing = task.kind === 'copy' ? task.to : `${task.path}-wal`;
  let running = true;
  void outcome.finally(() => (running = false)).catch(() => undefined);
  while (running) {
    progress(Math.min(0.99, sizeOf(growing) / whole));
    await Promise.race([delay(POLL_MS), outcome.catch(() => undefined)]);
  }
  await outcome;
  await ended;
  progress(1);
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
