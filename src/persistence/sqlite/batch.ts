import type { Database } from './database.ts';
import { OPERATIONS } from './operations.ts';
import type { Request, Result } from './protocol.ts';

type Operation = (db: Database, ...args: unknown[]) => unknown;

/**
 * Runs a batch as one transaction, each operation in its own savepoint: one fsync for all of them (group commit), and
 * one operation's error undoes that one alone. If the COMMIT fails, all of them have failed.
 */
export function runBatch(db: Database, requests: readonly Request[]): Result[] {
  db.handle.exec('BEGIN IMMEDIATE');
  try {
    const results = requests.map((request) => runOne(db, request));
    db.handle.exec('COMMIT');
    return results;
  } catch (error) {
    if (db.handle.isTransaction) db.handle.exec('ROLLBACK');
    throw error;
  }
}

function runOne(db: Database, { op, args }: Request): Result {
  db.handle.exec('SAVEPOINT op');
  try {
    const value = (OPERATIONS as unknown as Record<string, Operation>)[op]?.(db, ...args);
    db.handle.exec('RELEASE op');
    return { value };
  } catch (error) {
    db.handle.exec('ROLLBACK TO op; RELEASE op');
    return { error: describe(op, error) };
  }
}

/** SQLite's own words name columns and constraints, never values; still only they and the operation are passed on. */
export function describe(op: string, error: unknown): string {
  return `${op}: ${error instanceof Error ? error.message : 'failed'}`;
}
