import { claimedDeed } from './deeds.ts';
import { COST, type Check } from './reply.check.ts';

/** Chip has nothing but words, so a promised reminder is a person who waits for it. */
export const noClaimedDeed: Check = (reply) => {
  const deed = claimedDeed(reply);
  if (deed === undefined) return undefined;
  return {
    cost: COST.grave,
    feedback: `It claims or offers to do something ("${deed}") although it can only write back: forbid every promise, offer or report of booking, reminding, searching, calling, sending or asking others, and have it tell people how to do it themselves.`,
  };
};
