/** Says 200 to a webhook and stores it a moment later. Breaks P1: whoever is killed in that moment has lost it. */
import '../chip/scaled.ts';
import { builtStore, startBuilt, wrap } from '../chip/built.ts';

const MOMENT_MS = 1000;

wrap(await builtStore(), 'admit', (admit, input) => {
  setTimeout(() => void admit(input).catch(() => undefined), MOMENT_MS);
  const nothing = { messageId: null, conversationId: null, dueAt: null, outboxChanged: false };
  return Promise.resolve({ status: 'accepted' as const, ...nothing });
});

await startBuilt();
