/** Sends again at once what has an unknown outcome. Breaks P3: it may have arrived, and its status is on the way. */
import '../chip/scaled.ts';
import { builtStore, startBuilt, wrap } from '../chip/built.ts';

const store = await builtStore();
wrap(store, 'claimSend', (claimSend, input) =>
  claimSend({ ...input, graceMs: 0, redelivery: {}, reachableForMs: Infinity }),
);
wrap(store, 'recordSend', (recordSend, input) => recordSend({ ...input, graceMs: 0 }));

await startBuilt();
