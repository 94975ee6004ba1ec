import { existsSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { lockFile } from '../sqlite/lock.ts';
import { expectSchema } from '../sqlite/migrate.ts';
import { MIGRATIONS } from '../sqlite/schema.ts';
import { MoveError } from './move.error.ts';
import { isNumbered, MOVED_TABLES } from './moved.tables.ts';
import type { MovedRow, TablePlan } from './table.plan.ts';

/** What a server had still to do when it was stopped. */
export interface OpenWork {
  texts: number;
  replies: number;
  /** Of the replies: those that may have gone out. */
  unknown: number;
  jobs: number;
}

/** The file that is moved: read, never written, and no server can start on it meanwhile. */
export class MoveSource {
  private readonly lock: DatabaseSync;
  private readonly db: DatabaseSync;

  private constructor(lock: DatabaseSync, db: DatabaseSync) {
    this.lock = lock;
    this.db = db;
  }

  /** @throws MoveError when a server runs on it or there is none; an Error when it is of another version */
  static open(path: string): MoveSource {
    if (!existsSync(path)) throw new MoveError(`there is no database at ${path}: see DATABASE_PATH`);
    const lock = lockUnlessServed(path);
    let db: DatabaseSync | undefined;
    try {
      db = new DatabaseSync(path, { readOnly: true });
      expectSchema(db, path, MIGRATIONS);
      // One moment of it, also where a command line writes beside.
      db.exec('BEGIN');
      return new MoveSource(lock, db);
    } catch (error) {
      db?.close();
      lock.close();
      throw error;
    }
  }

  /** Columns that rows are stored with. */
  columns(table: string): string[] {
    const rows = this.all<{ name: string; hidden: number }>(`PRAGMA table_xinfo(${table})`);
    return rows.filter(({ hidden }) => hidden === 0).map(({ name }) => name);
  }

  count(table: string): number {
    return this.all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]?.n ?? 0;
  }

  /** The highest number that each sequence has ever drawn. */
  sequences(): Record<string, number> {
    const drawn = this.all<{ name: string; seq: number }>('SELECT name, seq FROM sqlite_sequence');
    return Object.fromEntries(
      MOVED_TABLES.filter(isNumbered).map(({ name }) => [
        name,
        drawn.find((row) => row.name === name)?.seq ?? 0,
      ]),
    );
  }

  open(): OpenWork {
    const [work] = this.all<OpenWork>(
      `SELECT (SELECT count(*) FROM messages WHERE state = 'unanswered') AS texts,
         (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending', 'unknown')) AS replies,
         (SELECT count(*) FROM outbox WHERE state IN ('sending', 'unknown')) AS unknown,
         (SELECT count(*) FROM jobs WHERE state = 'open' AND conversation_id IS NOT NULL) AS jobs`,
    );
    return work ?? { texts: 0, replies: 0, unknown: 0, jobs: 0 };
  }

  /** Rows of a table in the order of its key, those behind `after` or all. */
  *rows(plan: TablePlan, after?: Record<string, unknown>): Generator<MovedRow> {
    const values = after ? plan.table.key.map((column) => after[column] as SQLInputValue) : [];
    for (const row of this.db.prepare(plan.select(after)).iterate(...values)) yield plan.convert(row);
  }

  close(): void {
    this.db.close();
    this.lock.close();
  }

  private all<Row>(sql: string): Row[] {
    return this.db.prepare(sql).all() as Row[];
  }
}

function lockUnlessServed(path: string): DatabaseSync {
  try {
    return lockFile(path);
  } catch (error) {
    const pid = /in use by another Chip \((pid \w+)\)/.exec(error instanceof Error ? error.message : '')?.[1];
    if (pid === undefined) throw error;
    throw new MoveError(
      `the database ${path} is in use by another Chip (${pid}): stop the server first, so that nothing is added while it is moved; Loop repeats for 3 h what it cannot deliver`,
    );
  }
}
