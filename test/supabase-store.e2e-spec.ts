import { describeConversationStore } from './contract/conversation-store.ts';
import { openStore } from './support/postgres/open-store.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';

const project = projectForFile();

describeConversationStore('Supabase', async () => {
  await project().empty();
  return { store: await openStore(project()) };
});
