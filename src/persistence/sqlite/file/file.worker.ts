/**
 * What takes long on a whole file, in a thread of its own so that progress can be shown meanwhile. Started by
 * `inThread`; Node runs this file as it is (erasable types only).
 */
import { parentPort, workerData } from 'node:worker_threads';
import { DatabaseSync } from 'node:sqlite';

interface Task {
  path: string;
  /** `copy`: a whole and tidy copy to the empty file `to`. `scrub`: nothing that was deleted is left in the file. */
  kind: 'copy' | 'scrub';
  to: string;
}

/** A server beside this writes in short transactions. */
const BUSY_TIMEOUT_MS = 20_000;

const { path, kind, to } = workerData as Task;
const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
try {
  if (kind === 'copy') db.prepare('VACUUM INTO ?').run(to);
  else scrub(db);
  parentPort?.postMessage('done');
} finally {
  db.close();
}

/** Deleted rows are overwritten as they go, but rows that have moved leave copies behind; and the log keeps old pages. */
function scrub(file: DatabaseSync): void {
  file.exec('PRAGMA secure_delete = ON; VACUUM');
  for (let tries = 0; tries < 20; tries += 1) {
    const { busy } = file.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
    if (busy === 0) return;
  }
  throw new Error('the database is locked');
}
