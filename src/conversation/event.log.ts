/** An event as a channel has kept it, whether or not it could be delivered. */
export interface LoggedEvent {
  /** Its body, as the webhook has or would have had it. */
  body: unknown;
  /** When the channel got it, epoch ms. */
  at: number;
}

/** The log that a channel keeps of its webhooks, where one can be asked for it. */
export interface EventLog {
  /** An entry may appear so long (ms) after what it tells of: when the channel has given it up. */
  readonly entriesLateMs: number;
  /**
   * All that the channel has had to tell since a time (epoch ms), oldest first; more than that does no harm. Rejects when
   * it cannot be read to its end, with nothing of what stands in it.
   */
  listSince(since: number, signal: AbortSignal): Promise<LoggedEvent[]>;
}

/** Thrown when a log was not read to its end, or what stands in it not stored. Says why in fixed words and numbers. */
export class EventLogError extends Error {
  override readonly name = 'EventLogError';
}
