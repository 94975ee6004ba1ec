/**
 * The database thread. `node:sqlite` blocks, and a blocked main thread is a webhook that is not answered, so every
 * statement runs here. Started by `BatchClient`; Node runs this file as it is (erasable types only).
 */
import { parentPort, workerData } from 'node:worker_threads';
import { runBatch } from './batch.ts';
import { Database } from './database.ts';
import { describe, isIoError } from './errors.ts';
import type { Request, WorkerMessage } from './protocol.ts';
import { voidLeases } from './recover.ts';

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

/** Lets the thread end: nothing else keeps it alive. */
const end = (): void => parentPort?.close();

try {
  const { path, beside } = workerData as { path: string; beside: boolean };
  const db = beside ? Database.beside(path) : new Database(path);
  // Whoever is beside a server must not end what that server holds.
  if (!beside) voidLeases(db);
  parentPort?.on('message', (requests: Request[] | 'close') => serve(db, requests));
  post({ kind: 'opened' });
} catch (error) {
  post({ kind: 'refused', error: error instanceof Error ? error.message : 'cannot open the database' });
  end();
}

function serve(db: Database, requests: Request[] | 'close'): void {
  if (requests === 'close') {
    db.close();
    return end();
  }
  try {
    post({ kind: 'results', results: runBatch(db, requests) });
  } catch (error) {
    if (!isIoError(error))
      return post({ kind: 'results', results: requests.map(({ op }) => ({ error: describe(op, error) })) });
    post({ kind: 'fatal', error: describe('disk', error) });
    end();
  }
}
