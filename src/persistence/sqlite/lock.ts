import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from './errors.ts';

/**
 * One server per file, proved by a lock that dies with its process: a second SQLite file, held in an exclusive
 * transaction. It is what allows a start to void all leases at once. The pid beside it is only for the message.
 */
export function lockFile(path: string): DatabaseSync {
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new Error(
      `the database ${path} is in use by another Chip (pid ${readPid(path)}); stop that one or set DATABASE_PATH to another file`,
    );
  }
  writeFileSync(`${path}.pid`, String(process.pid), { mode: 0o600 });
  return lock;
}

function readPid(path: string): string {
  try {
    return readFileSync(`${path}.pid`, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
