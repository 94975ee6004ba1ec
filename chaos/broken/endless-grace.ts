/** Waits for the status of an interrupted send for ever. Breaks P8: what has never arrived keeps all behind it. */
import '../chip/scaled.ts';
import { builtStore, startBuilt, wrap } from '../chip/built.ts';

const FOR_EVER_MS = 1e9;

const store = await builtStore();
wrap(store, 'claimSend', (claimSend, input) => claimSend({ ...input, graceMs: FOR_EVER_MS }));
wrap(store, 'recordSend', (recordSend, input) => recordSend({ ...input, graceMs: FOR_EVER_MS }));

await startBuilt();
