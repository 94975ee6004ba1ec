/** Differences up to this are a slow answer, not another time. */
const TOLERANCE_MS = 250;

/**
 * What time it is on the database's clock, which decides what is due. A server whose own clock is wrong would otherwise
 * ask too late, or without pause.
 */
export class ServerClock {
  private offsetMs = 0;

  /** To be told with each answer: the database's time, and when on this clock the question went out and it came back. */
  learn(databaseMs: number, askedMs: number, answeredMs: number): void {
    const inside = databaseMs >= askedMs - TOLERANCE_MS && databaseMs <= answeredMs + TOLERANCE_MS;
    this.offsetMs = inside ? 0 : Math.round((askedMs + answeredMs) / 2) - databaseMs;
  }

  /** A time of the database, on the clock of this process. */
  toLocal<T extends number | null>(databaseMs: T): T {
    return (databaseMs === null ? null : databaseMs + this.offsetMs) as T;
  }
}
