import type { MovedRow } from './table.plan.ts';

/** What a project takes in one call, well within its 8 s. */
const MOST_ROWS = 500;
const MOST_BYTES = 1_000_000;

/** Rows in portions of at most 500 and 1 MB; a row that is larger goes alone. */
export function* inBatches(rows: Iterable<MovedRow>): Generator<MovedRow[]> {
  let batch: MovedRow[] = [];
  let size = 0;
  for (const row of rows) {
    const bytes = Buffer.byteLength(JSON.stringify(row.sent));
    if (batch.length === MOST_ROWS || (batch.length > 0 && size + bytes > MOST_BYTES)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(row);
    size += bytes;
  }
  if (batch.length > 0) yield batch;
}
