export interface ClaimCatchUpInput {
  channel: string;
  claimId: string;
  /** How long others leave it alone. */
  leaseMs: number;
  /** Claimed only when the last one that went well is this old; 0: whenever nobody is at it. */
  periodMs: number;
}

/** The right to ask a channel for what was missed. */
export interface CatchUpClaim {
  /** Everything before this (epoch ms) has been asked for. */
  since: number;
  /** When this installation began to look: what was said before is not ours to answer. */
  beganAt: number;
  /** Now, on the store's clock: what is asked for from here on is complete up to this moment. */
  now: number;
}

export interface EndCatchUpInput {
  channel: string;
  claimId: string;
  /** `CatchUpClaim.now` of the claim. */
  through: number;
}

/**
 * How far the logs of channels have been read, and who is reading. What is said of `ConversationStore` holds: atomic,
 * durable, harmless to repeat.
 */
export abstract class CatchUpStore {
  /**
   * Null: somebody else is at it, it was done lately, or it was never done: then it begins now, with nothing to read. The
   * same claim id gets the same claim again.
   */
  abstract claimCatchUp(input: ClaimCatchUpInput): Promise<CatchUpClaim | null>;
  /** Writes down that all is read, and lets go. Nothing happens when somebody else has claimed it meanwhile. */
  abstract endCatchUp(input: EndCatchUpInput): Promise<void>;
}
