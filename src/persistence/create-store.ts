import { Logger } from '@nestjs/common';
import type { ChipConfig } from '../config/chip.config.ts';
import type { ConversationStore } from '../conversation/conversation.store.ts';
import { endProcess } from './end-process.ts';
import { SqliteConversationStore } from './sqlite/sqlite.conversation-store.ts';

/** Supabase where it is set up, else the file. Its client is loaded only then: a single box has no use for it. */
export async function createStore(config: ChipConfig): Promise<ConversationStore> {
  const { SUPABASE_URL: url, SUPABASE_KEY: key } = config;
  if (url === undefined || key === undefined)
    return new SqliteConversationStore(config.DATABASE_PATH, endProcess);
  const { SupabaseConversationStore } = await import('./supabase/supabase.conversation-store.ts');
  const logger = new Logger('ConversationStore');
  return new SupabaseConversationStore(url, key, (err) =>
    logger.error({ err }, 'nothing can be stored yet; webhooks are answered 503 until the database is there'),
  );
}
