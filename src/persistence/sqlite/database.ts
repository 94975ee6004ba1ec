import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { MIGRATIONS } from './schema.ts';

export const IN_MEMORY = ':memory:';

/** A row as `node:sqlite` hands it over. Each query names the columns it reads. */
export type Row = Record<string, string | number | null>;

/** The open database: prepared statements are made once and kept. */
export class Database {
  readonly handle: DatabaseSync;
  private readonly lock: DatabaseSync | undefined;
  private readonly statements = new Map<string, StatementSync>();

  /**
   * Opens (and where needed creates or upgrades) the file. Throws, with what to do, when another server holds it or a
   * newer Chip has written it.
   */
  constructor(path: string) {
    if (path !== IN_MEMORY) {
      mkdirSync(dirname(path), { recursive: true });
      // Made before SQLite sees it: -wal and -shm take the mode of the main file.
      closeSync(openSync(path, 'a', 0o600));
      chmodSync(path, 0o600);
      this.lock = lockFile(path);
    }
    this.handle = new DatabaseSync(path);
    this.handle.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    this.handle.exec('PRAGMA busy_timeout = 4000');
    migrate(this.handle, path);
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.statement(sql).get(...values) as Row | undefined;
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.statement(sql).all(...values) as Row[];
  }

  /** Runs a statement that changes rows; the number of rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.statement(sql).run(...values).changes);
  }

  close(): void {
    this.handle.close();
    this.lock?.close();
  }

  private statement(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.handle.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }
}

/**
 * One server per file, proved by a lock that dies with its process: a second SQLite file, held in an exclusive
 * transaction. It is what allows a start to void all leases at once. The pid beside it is only for the message.
 */
function lockFile(path: string): DatabaseSync {
  const lock = new DatabaseSync(`${path}.lock`);
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch {
    lock.close();
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

function migrate(db: DatabaseSync, path: string): void {
  const version = Number((db.prepare('PRAGMA user_version').get() as Row).user_version);
  if (version > MIGRATIONS.length) {
    throw new Error(
      `the database ${path} was written by a newer Chip (schema ${version}, this one knows ${MIGRATIONS.length}); update Chip or set DATABASE_PATH to another file`,
    );
  }
  if (version === MIGRATIONS.length) return;
  // A copy first: an upgrade in place cannot be taken back.
  if (version > 0 && path !== IN_MEMORY)
    db.prepare('VACUUM INTO ?').run(`${path}.before-v${MIGRATIONS.length}-${Date.now()}`);
  db.exec('BEGIN EXCLUSIVE');
  for (const sql of MIGRATIONS.slice(version)) db.exec(sql);
  db.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`);
}
