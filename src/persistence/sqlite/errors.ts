/** SQLite's primary result codes; an extended code holds its primary one in the low byte. */
const SQLITE_BUSY = 5;
const SQLITE_IOERR = 10;

/** Another connection holds a lock. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === SQLITE_BUSY;
}

/** The disk did not do what it was told. (A full disk is another code: it keeps what it has.) */
export function isIoError(error: unknown): boolean {
  return primaryCode(error) === SQLITE_IOERR;
}

/** SQLite's own words name columns and constraints, never values; still only they and the operation are passed on. */
export function describe(op: string, error: unknown): string {
  return `${op}: ${(error as Partial<Error>).message ?? 'failed'}`;
}

function primaryCode(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & 0xff;
}
