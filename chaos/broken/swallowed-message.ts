/** Covers texts with a reply that has not seen all of them. Breaks P2: the last one of each burst gets no answer. */
import '../chip/scaled.ts';
import { builtStore, startBuilt, wrap } from '../chip/built.ts';
import type { ClaimedTurn } from '../../src/conversation/turn.ts';

function swallow(turn: ClaimedTurn): ClaimedTurn {
  const last = turn.messages.length - 1;
  if (last < 1) return turn;
  const messages = turn.messages.map((message, index) =>
    index === last ? { ...message, text: 'Hm' } : message,
  );
  return { ...turn, messages };
}

const store = await builtStore();
wrap(store, 'claimTurn', async (claimTurn, input) => {
  const claim = await claimTurn(input);
  return claim.claimed ? { claimed: swallow(claim.claimed) } : claim;
});
wrap(store, 'refreshTurn', async (refreshTurn, lease) => {
  const turn = await refreshTurn(lease);
  return turn && swallow(turn);
});

await startBuilt();
