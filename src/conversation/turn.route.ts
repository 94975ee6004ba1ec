/** Who answered a turn and why, for its record. Holds names and fixed words, nothing that was said. */
export interface TurnRoute {
  /** Who wrote the reply: `chip`, or the name of a sub-agent. */
  agent: string;
  /** Who was picked; another than `agent` when that one failed. */
  picked: string;
  /** Why, as one word of the router's. */
  reason: string;
  /** How sure the model that picked was, from 0 to 1; absent when no model did. */
  confidence?: number | undefined;
  /** Name of the error for which the reply is not by who was picked. */
  failure?: string | undefined;
  /** What the picking took, in milliseconds. */
  ms: number;
}
