/**
 * Commits a turn whoever holds the conversation by now, with leases that are over before a turn is. (With the fence such
 * leases do no harm.) Breaks P4: turns overlap, and texts are answered twice.
 */
import '../chip/scaled.ts';
import { builtStore, startBuilt, wrap } from '../chip/built.ts';
import { tamperer } from './tamper.ts';

const LEASE_MS = 30;
const TAKE = 'UPDATE conversations SET fence = fence + 1, claim_id = $1 WHERE id = $2 RETURNING fence';

const tamper = tamperer();
const store = await builtStore();
wrap(store, 'claimTurn', (claimTurn, input) => claimTurn({ ...input, leaseMs: LEASE_MS }));
wrap(store, 'commitTurn', async (commitTurn, input) => {
  const [taken] = await tamper<{ fence: number }>(TAKE, [input.claimId, input.conversationId]);
  return commitTurn({ ...input, fence: Number(taken?.fence), allowNewer: false });
});

await startBuilt();
