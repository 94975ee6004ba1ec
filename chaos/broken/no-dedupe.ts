/** Takes a text that comes again for a new one. Breaks P2: it is stored and answered twice. */
import '../chip/scaled.ts';
import { builtStore, startBuilt, wrap } from '../chip/built.ts';

const seen = new Map<string, number>();

wrap(await builtStore(), 'admit', (admit, input) => {
  const { event } = input;
  if (event.kind !== 'message' || event.externalId === null) return admit(input);
  const times = seen.get(event.externalId) ?? 0;
  seen.set(event.externalId, times + 1);
  if (times === 0) return admit(input);
  const asNew = { externalId: `${event.externalId}-${times}`, webhookId: `${event.webhookId}-${times}` };
  return admit({ ...input, event: { ...event, ...asNew } });
});

await startBuilt();
