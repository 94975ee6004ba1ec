import type { Database } from './database.ts';
import { admit } from './admit.ts';
import { listRecentMessages, readOutcome } from './queries.ts';
import { claimSend, recordSend } from './sends.ts';
import { claimTurn, commitTurn, failTurn, refreshTurn } from './turns.ts';

/** Everything the worker can be asked to do. Synchronous: one operation is one savepoint. */
export const OPERATIONS = {
  admit,
  claimTurn,
  refreshTurn,
  commitTurn,
  failTurn,
  claimSend,
  recordSend,
  listRecentMessages,
  readOutcome,
  ping: (db: Database): void => void db.get('SELECT count(*) FROM sqlite_schema'),
};

export type Operations = typeof OPERATIONS;
export type OperationName = keyof Operations;

/** The arguments of an operation, without the database. */
export type OperationInput<Name extends OperationName> =
  Parameters<Operations[Name]> extends [Database, ...infer Rest] ? Rest : never;
