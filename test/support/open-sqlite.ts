import { afterAll } from '@jest/globals';
import { SqliteConversationStore } from '../../src/persistence/sqlite/sqlite.conversation-store.ts';
import type { OpenStore } from '../contract/conversation-store.ts';

export async function openSqlite(path: string): Promise<SqliteConversationStore> {
  const store = new SqliteConversationStore(path, (error) => {
    throw error;
  });
  await store.open();
  return store;
}

/** Opens each store while the test before it runs: a thread takes longer to start than a test to run. */
export function ahead(openStore: OpenStore): OpenStore {
  let next: ReturnType<OpenStore> | undefined;
  afterAll(async () => {
    const unused = await next;
    await unused?.store.close();
    await unused?.cleanUp?.();
  });
  return () => {
    const opened = next ?? openStore();
    next = openStore();
    return opened;
  };
}
