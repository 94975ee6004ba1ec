import { setImmediate as breathe } from 'node:timers/promises';
import { RowHash } from './canonical.ts';
import { MoveError } from './move.error.ts';
import type { MoveSource } from './move.source.ts';
import { ROWS_HASHED, type Manifest, type MoveTarget } from './move.target.ts';
import type { TablePlan } from './table.plan.ts';

/** Told how many rows were dealt with. */
export type Count = (rows: number) => void;

/** Often enough for a bar. */
const ROWS_BETWEEN = 500;

/** Counts and hashes what is to be moved. */
export async function survey(source: MoveSource, plans: TablePlan[], count: Count): Promise<Manifest> {
  const tables: Manifest['tables'] = {};
  for (const plan of plans) {
    const hash = new RowHash();
    for (const { hashed } of source.rows(plan)) {
      hash.add(hashed);
      if (hash.rows % ROWS_BETWEEN > 0) continue;
      count(ROWS_BETWEEN);
      await breathe();
    }
    count(hash.rows % ROWS_BETWEEN);
    tables[plan.table.name] = { rows: hash.rows, hash: hash.hash };
  }
  return { tables, sequences: source.sequences() };
}

/** Counts and hashes what has come. @throws MoveError when it is not what was to come */
export async function verify(
  target: MoveTarget,
  plans: TablePlan[],
  manifest: Manifest,
  count: Count,
): Promise<void> {
  for (const plan of plans) {
    const { name } = plan.table;
    const expected = manifest.tables[name];
    const { rows, hash } = await hashThere(target, plan, count);
    if (rows === expected?.rows && hash === expected.hash) continue;
    const how = rows === expected?.rows ? 'the same number with other contents' : `${rows} rows there`;
    throw new MoveError(
      `${name}: ${expected?.rows} rows in the file, ${how}: something else has written into the project. No server works on it yet; end what writes there and move once more with --anew`,
    );
  }
}

async function hashThere(target: MoveTarget, plan: TablePlan, count: Count): Promise<RowHash> {
  const hash = new RowHash();
  let after: Record<string, unknown> | null = null;
  for (;;) {
    const page = await target.hash(plan, after);
    hash.addSum(page.rows, BigInt(page.sum));
    count(page.rows);
    if (page.last === null || page.rows < ROWS_HASHED) break;
    after = page.last;
  }
  return hash;
}
