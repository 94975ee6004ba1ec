/** A fault of the store itself, such as a database that is stopped. */
export interface StoreFault {
  kind: string;
  /** The next one comes so much later, drawn between the two. */
  everyMs: [from: number, to: number];
  /** Does it, and resolves when it is over. */
  strike(random: { next(): number }): Promise<void>;
}

/** Where conversations are kept while a run lasts, and all that depends on which store that is. */
export interface World {
  readonly store: string;
  /** How many servers may share it. */
  readonly replicas: number;
  readonly faults: readonly StoreFault[];
  /** How long Loop waits for the answer to a webhook. */
  readonly webhookTimeoutMs: number;
  /** Brings up what the store needs. */
  start(): Promise<void>;
  /** What makes a Chip use it. */
  environment(replica: number): Record<string, string>;
  /**
   * Texts that have no end yet and replies that are on their way; undefined while it cannot be read. Reads the tables
   * themselves: what Chip says of itself is not believed.
   */
  backlog(): Promise<number | undefined>;
  /** Replies whose outcome is open and whose send began before a time; undefined likewise. */
  unsettled(before: number): Promise<number | undefined>;
  /** Leaves what the auditor reads in the folder, once no server runs any more. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}
