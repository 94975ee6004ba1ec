import { describeConversationStore } from './contract/conversation-store.ts';
import { ahead, openSqlite } from './support/open-sqlite.ts';

describeConversationStore(
  'SQLite in memory',
  ahead(async () => ({ store: await openSqlite(':memory:') })),
);
