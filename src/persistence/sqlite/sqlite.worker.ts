/**
 * The database thread. `node:sqlite` blocks, and a blocked main thread is a webhook that is not answered, so every
 * statement runs here. Started by `SqliteConversationStore`; Node runs this file as it is (erasable types only).
 */
import { parentPort, workerData } from 'node:worker_threads';
import { describe, runBatch } from './batch.ts';
import { Database } from './database.ts';
import type { Request, WorkerMessage } from './protocol.ts';
import { voidLeases } from './recover.ts';

/** SQLITE_IOERR and SQLITE_FULL are the low bytes of their extended codes. */
const IO_ERROR = 10;

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

let db: Database | undefined;
try {
  db = new Database((workerData as { path: string }).path);
  voidLeases(db);
  post({ kind: 'opened' });
} catch (error) {
  post({ kind: 'refused', error: error instanceof Error ? error.message : 'cannot open the database' });
}

parentPort?.on('message', (requests: Request[] | 'close') => {
  if (requests === 'close') {
    db?.close();
    parentPort?.close();
    return;
  }
  if (!db) return;
  try {
    post({ kind: 'results', results: runBatch(db, requests) });
  } catch (error) {
    const code = (error as { errcode?: number }).errcode ?? 0;
    if ((code & 0xff) === IO_ERROR) post({ kind: 'fatal', error: describe('disk', error) });
    else post({ kind: 'results', results: requests.map(({ op }) => ({ error: describe(op, error) })) });
  }
});
