/** What the store holds that is not done, as gauges show it. Counts stop at 10,000: more says nothing new. */
export interface Backlog {
  /** Conversations with texts that no turn has answered yet. */
  waiting: number;
  /** Age of the oldest of those texts; 0 without any. */
  waitingMs: number;
  /** How long the turn has been held that has been so for longest; 0 without any. */
  leaseMs: number;
  /** Texts to be sent, those included that wait behind another one. */
  pendingSends: number;
  /** Sends whose outcome is not known yet. */
  unknownSends: number;
  /** Texts of people that got no answer and will get none. */
  deadMessages: number;
  /** Texts of ours that the channel has refused or that came too late. */
  deadSends: number;
  /** Used by all in the day's window, the worst case of turns under way included. Millionths of a US dollar. */
  tokensUsed: number;
  microUsdUsed: number;
}

/** Part of the `ConversationStore`: numbers for whoever watches. */
export interface BacklogStore {
  /** Cheap enough for every few seconds: reads indices only, no table. */
  readBacklog(): Promise<Backlog>;
}
