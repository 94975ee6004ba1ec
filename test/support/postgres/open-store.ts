import { SupabaseConversationStore } from '../../../src/persistence/supabase/supabase.conversation-store.ts';
import type { SupabaseProject } from './supabase.project.ts';

/** A store as one replica has it. */
export async function openStore({ url, keys }: SupabaseProject): Promise<SupabaseConversationStore> {
  const store = new SupabaseConversationStore(url, keys.service, (error) => {
    throw error;
  });
  await store.open();
  return store;
}
