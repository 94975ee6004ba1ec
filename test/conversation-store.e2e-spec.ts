import { describeConversationStore, type OpenStore } from './contract/conversation-store.ts';
import { ahead, openSqlite } from './support/open-sqlite.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const inFile: OpenStore = async () => {
  const folder = await temporaryFolder();
  return { store: await openSqlite(folder.path('chip.db')), cleanUp: folder.remove };
};

describeConversationStore('SQLite in a file', ahead(inFile));
