import type { Database } from './database.ts';
import { describe, isIoError } from './errors.ts';
import { OPERATIONS } from './operations.ts';
import type { Request, Result } from './protocol.ts';

type Operation = (db: Database, ...args: unknown[]) => unknown;

/**
 * Runs a batch as one transaction, each operation in its own savepoint: one fsync for all of them (group commit), and
 * one operation's error undoes that one alone. Throws when none of them was kept.
 */
export function runBatch(db: Database, requests: readonly Request[]): Result[] {
  db.run('BEGIN IMMEDIATE');
  try {
    const results = requests.map((request) => runOne(db, request));
    db.run('COMMIT');
    return results;
  } catch (error) {
    if (db.handle.isTransaction) db.run('ROLLBACK');
    throw error;
  }
}

function runOne(db: Database, { op, args }: Request): Result {
  db.run('SAVEPOINT op');
  try {
    const value = (OPERATIONS as unknown as Record<string, Operation>)[op]?.(db, ...args);
    db.run('RELEASE op');
    return { value };
  } catch (error) {
    // A failing or full disk may have ended the whole transaction; then there is no savepoint to go back to.
    if (!db.handle.isTransaction || isIoError(error)) throw error;
    db.run('ROLLBACK TO op');
    db.run('RELEASE op');
    return { error: describe(op, error) };
  }
}
