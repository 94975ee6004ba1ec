import { afterAll } from '@jest/globals';
import { SqliteConversationStore } from '../src/persistence/sqlite/sqlite.conversation-store.ts';
import { describeConversationStore, type OpenStore } from './contract/conversation-store.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

function sqlite(path: string): SqliteConversationStore {
  return new SqliteConversationStore(path, (error) => {
    throw error;
  });
}

const inMemory: OpenStore = async () => {
  const store = sqlite(':memory:');
  await store.open();
  return { store };
};

const inFile: OpenStore = async () => {
  const folder = await temporaryFolder();
  const store = sqlite(folder.path('chip.db'));
  await store.open();
  return { store, cleanUp: folder.remove };
};

/** Opens each store while the test before it runs: a thread takes longer to start than a test to run. */
function ahead(openStore: OpenStore): OpenStore {
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

describeConversationStore('SQLite in memory', ahead(inMemory));
describeConversationStore('SQLite in a file', ahead(inFile));
