import type { ChipConfig } from '../config/chip.config.ts';
import type { ConversationStore } from '../conversation/conversation.store.ts';
import { IN_MEMORY } from './sqlite/migrate.ts';
import { SqliteConversationStore } from './sqlite/sqlite.conversation-store.ts';

/**
 * The store of the servers that run with this config, for a command beside them: takes no lock, ends no lease, changes no
 * schema. Rejects, with what to do, where it cannot be reached.
 */
export async function openBeside(config: ChipConfig): Promise<ConversationStore> {
  const { SUPABASE_URL: url, SUPABASE_KEY: key, DATABASE_PATH: path } = config;
  const store = url !== undefined && key !== undefined ? await supabase(url, key) : sqlite(path);
  await store.open();
  await store.ping();
  return store;
}

function sqlite(path: string): ConversationStore {
  if (path === IN_MEMORY) {
    throw new Error(
      'DATABASE_PATH is :memory:, which no other process can see: set it to the file of your server',
    );
  }
  // A disk that fails is an error of the operation; a command has nothing else to end.
  return new SqliteConversationStore(path, () => undefined, { beside: true });
}

async function supabase(url: string, key: string): Promise<ConversationStore> {
  const { SupabaseConversationStore } = await import('./supabase/supabase.conversation-store.ts');
  return new SupabaseConversationStore(url, key, () => undefined);
}
