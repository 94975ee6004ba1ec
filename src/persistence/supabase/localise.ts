import type { Claim } from '../../conversation/conversation.store.ts';
import type { ServerClock } from './server.clock.ts';

/** The time at which to ask again, on the clock of whoever will ask. */
export function localise<T extends object>(clock: ServerClock, claim: Claim<T>): Claim<T> {
  return 'nextAt' in claim ? { claimed: null, nextAt: clock.toLocal(claim.nextAt) } : claim;
}
