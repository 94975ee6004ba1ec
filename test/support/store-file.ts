import { DatabaseSync } from 'node:sqlite';
import { SqliteConversationStore } from '../../src/persistence/sqlite/sqlite.conversation-store.ts';
import { Chat } from '../contract/chat.ts';
import { StoreChild } from './child.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

/** A database file, with the stores and the servers that a test opens on it; `remove` ends them all. */
export class StoreFile {
  readonly path: string;
  private readonly folder: TemporaryFolder;
  private readonly stores: SqliteConversationStore[] = [];
  private readonly children: StoreChild[] = [];

  private constructor(folder: TemporaryFolder) {
    this.folder = folder;
    this.path = folder.path('chip.db');
  }

  static async create(): Promise<StoreFile> {
    return new StoreFile(await temporaryFolder());
  }

  /** A store that is not open yet. */
  store(): SqliteConversationStore {
    const store = new SqliteConversationStore(this.path, (error) => {
      throw error;
    });
    this.stores.push(store);
    return store;
  }

  async open(): Promise<Chat> {
    const store = this.store();
    await store.open();
    return new Chat(store);
  }

  /** A server in a process of its own; `limit` as for `StoreChild`. */
  serve(limit?: string): StoreChild {
    const child = new StoreChild(this.path, limit);
    this.children.push(child);
    return child;
  }

  /** Reads the tables themselves, as a person with the sqlite3 shell would. */
  read<Row>(sql: string): Row[] {
    const db = new DatabaseSync(this.path, { readOnly: true });
    try {
      return db.prepare(sql).all() as Row[];
    } finally {
      db.close();
    }
  }

  async remove(): Promise<void> {
    await Promise.all(this.stores.map((store) => store.close()));
    await Promise.all(this.children.map((child) => child.end('SIGKILL')));
    await this.folder.remove();
  }
}
