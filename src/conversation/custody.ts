/** Rows that concern a contact, by table, as the store keeps them. */
export type ContactExport = Record<string, Record<string, unknown>[]>;

/** What was removed. All 0: nothing was held. */
export interface Forgotten {
  conversations: number;
  messages: number;
  replies: number;
  events: number;
  /** Of opt-outs that go on to hold: only a keyed hash is left. */
  optOutsKept: number;
}

export interface PurgeInput {
  /** What is older goes, unless it is open; epoch ms; null: nothing but ids of the forgotten. */
  before: number | null;
  /** Rows of each table that one call removes at most. */
  most: number;
}

/** Rows removed by one call; all 0: there is nothing (more) to do. */
export interface Purged {
  messages: number;
  events: number;
  conversations: number;
  forgottenIds: number;
}

/** How long ids of events are kept at least, whatever the retention: channels repeat webhooks late. */
export const LEAST_ID_AGE_MS = 30 * 86_400_000;
