/** Something that a tool is to do outside the conversation once the person who wants it has said yes. */
export interface StagedAsk {
  readonly kind: 'ask';
  /** What the person calls it by: one more than `lastAskNumber`, or than the one staged before it. */
  readonly number: number;
  readonly tool: string;
  /** JSON, whole, as it will be handed to the tool. */
  readonly arguments: string;
  /** What will be done, in words made by code. */
  readonly summary: string;
  /** The only one whose yes counts, as `TurnMessage.author` names them; empty where the channel names nobody. */
  readonly asker: string;
  /** How long a yes is good for, from the commit on. */
  readonly ttlMs: number;
}
