import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DATABASE_FILE } from '../record.ts';
import type { World } from './world.ts';

const BACKLOG = `SELECT (SELECT count(*) FROM messages WHERE state = 'unanswered')
  + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending', 'unknown')) AS open`;

const UNSETTLED = `SELECT count(*) AS open FROM outbox WHERE state IN ('sending', 'unknown') AND sending_at < ?`;

/** The embedded store: one file, one server. Nothing of its own can be stopped. */
export class SqliteWorld implements World {
  readonly store = 'sqlite';
  readonly replicas = 1;
  readonly faults = [];
  /**
   * In life 15 s. That is time to get work done in, and the machine is no faster than in life: at a twentieth, a server that
   * comes back to a few hundred webhooks would find each of them given up, and the next.
   */
  readonly webhookTimeoutMs = 3000;
  private readonly path: string;

  constructor(folder: string) {
    this.path = join(folder, DATABASE_FILE);
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  environment(): Record<string, string> {
    return { DATABASE_PATH: this.path };
  }

  backlog(): Promise<number | undefined> {
    return this.read(BACKLOG);
  }

  unsettled(before: number): Promise<number | undefined> {
    return this.read(UNSETTLED, before);
  }

  /** The auditor opens the file itself. */
  leave(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  private read(sql: string, ...values: number[]): Promise<number | undefined> {
    let db: DatabaseSync | undefined;
    try {
      db = new DatabaseSync(this.path, { readOnly: true, timeout: 1000 });
      const row = db.prepare(sql).get(...values) as { open: number };
      return Promise.resolve(row.open);
    } catch {
      // Not made yet, or a server is just starting on it.
      return Promise.resolve(undefined);
    } finally {
      db?.close();
    }
  }
}
