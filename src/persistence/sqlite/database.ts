import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { lockFile } from './lock.ts';
import { IN_MEMORY, expectSchema, migrate } from './migrate.ts';
import { MIGRATIONS } from './schema.ts';

const SQLITE_HEADER = Buffer.from('SQLite format 3\0');

/** Less than the 5 s in which a webhook must be answered, more than a command line's write takes. */
const BUSY_TIMEOUT_MS = 4000;

/** The open database: prepared statements are made once and kept. */
export class Database {
  readonly handle!: DatabaseSync;
  private readonly lock: DatabaseSync | undefined;
  private readonly statements = new Map<string, StatementSync>();

  /**
   * Opens (and where needed creates or upgrades) the file. Throws, with what to do, when another server holds it or a
   * newer Chip has written it.
   * @param beside see `Database.beside`
   */
  constructor(path: string, migrations: readonly string[] = MIGRATIONS, beside = false) {
    if (path !== IN_MEMORY) {
      if (beside) expectThere(path);
      expectDatabase(path);
      // First of all: closing a file that this process has open elsewhere would drop that one's POSIX locks.
      if (!beside) this.lock = lockFile(path);
    }
    try {
      if (path !== IN_MEMORY && !beside) makePrivate(path);
      this.handle = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
      this.handle.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
      // What is deleted is overwritten, and nothing is laid down elsewhere: it cannot be read out of a file any more.
      this.handle.exec('PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY');
      if (beside) expectSchema(this.handle, path, migrations);
      else migrate(this.handle, path, migrations);
    } catch (error) {
      this.handle?.close();
      this.lock?.close();
      throw error;
    }
  }

  /**
   * Opens the file for short transactions beside a server that runs on it, without its lock. Creates and upgrades nothing.
   * Throws, with what to do, when there is no file or it is of another version.
   */
  static beside(path: string): Database {
    return new Database(path, MIGRATIONS, true);
  }

  get<Row>(sql: string, values: readonly SQLInputValue[] = []): Row | undefined {
    return this.statement(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, values: readonly SQLInputValue[] = []): Row[] {
    return this.statement(sql).all(...values) as Row[];
  }

  /** Runs a statement that changes rows; the number of rows it changed. */
  run(sql: string, values: readonly SQLInputValue[] = []): number {
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

/** Before anything is written beside or into it: a path that was mistyped may name somebody else's file. */
function expectDatabase(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    const head = Buffer.alloc(SQLITE_HEADER.length);
    const file = openSync(path, 'r');
    const read = readSync(file, head);
    closeSync(file);
    if (read === 0 || head.equals(SQLITE_HEADER)) return;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `DATABASE_PATH: ${path} cannot be used (${code ?? 'unknown error'}); name a file in a folder that can be written`,
    );
  }
  throw new Error(`DATABASE_PATH: ${path} is a file of something else; name another one`);
}

function expectThere(path: string): void {
  if (existsSync(path) && statSync(path).size > 0) return;
  throw new Error(
    `there is no database at ${path}: set DATABASE_PATH to the file of your server, run this in its folder, or start Chip once`,
  );
}

/** Readable by its owner only, before SQLite sees it: -wal and -shm take the mode of the main file. */
function makePrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}
