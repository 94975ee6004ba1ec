import { createHash } from 'node:crypto';
import { inBatches } from './batches.ts';
import { MoveError } from './move.error.ts';
import { MOVED_TABLES } from './moved.tables.ts';
import { MoveSource, type OpenWork } from './move.source.ts';
import { MoveTarget, type Manifest, type Seen } from './move.target.ts';
import { TablePlan } from './table.plan.ts';
import { survey, verify, type Count } from './verify.ts';

export interface MoveInput {
  /** The file. */
  path: string;
  /** Of the project. */
  url: string;
  key: string;
  /** True: what an earlier move has brought that never ended is removed first. */
  anew: boolean;
  /** Told how far it is, from 0 to 1. */
  progress: (done: number) => void;
}

export interface Moved {
  /** `before`: an earlier run had moved all of it. */
  done: 'now' | 'resumed' | 'before';
  tables: Manifest['tables'];
  open: OpenWork;
}

/**
 * Takes all that a file holds along into a project. May be killed at any moment and run again. The file is only read.
 * @throws MoveError, SupabaseError
 */
export async function moveToSupabase({ path, url, key, anew, progress }: MoveInput): Promise<Moved> {
  const source = MoveSource.open(path);
  const target = new MoveTarget(url, key);
  try {
    const seen = await target.look();
    const plans = MOVED_TABLES.map(
      (table) => new TablePlan(table, source.columns(table.name), seen.shape[table.name]),
    );
    expectRoom(seen);
    const count = counter(source, progress);
    const manifest = await survey(source, plans, count);
    const fingerprint = createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
    const moved = { tables: manifest.tables, open: source.open() };
    const earlier = await settleEarlier(target, seen, fingerprint, anew);
    if (earlier === 'ended') return { done: 'before', ...moved };
    await target.begin(fingerprint, manifest);
    const reached = earlier === 'under way' ? (seen.move?.reached ?? {}) : {};
    for (const plan of plans) {
      const after = reached[plan.table.name];
      for (const batch of inBatches(source.rows(plan, after))) {
        const last = batch.at(-1)?.key ?? {};
        await target.put(
          fingerprint,
          plan,
          batch.map(({ sent }) => sent),
          last,
        );
        count(batch.length);
      }
    }
    await verify(target, plans, manifest, count);
    await target.end(fingerprint);
    progress(1);
    return { done: earlier === 'under way' ? 'resumed' : 'now', ...moved };
  } finally {
    await target.close();
    source.close();
  }
}

/** Refuses a project in which people have written already. */
function expectRoom({ held, move }: Seen): void {
  if (move) return;
  const found = MOVED_TABLES.filter(({ name, madeByServers }) => !madeByServers && (held[name] ?? 0) > 0).map(
    ({ name }) => `${held[name] === 1000 ? 'at least 1000' : held[name]} ${name.replace('_', ' ')}`,
  );
  if (found.length === 0) return;
  throw new MoveError(
    `the project is not empty (${found.join(', ')}): two histories are not merged. Take an empty project, or forget those contacts there first`,
  );
}

/** What there was before this run. A move that cannot go on is taken back where that was asked for. */
async function settleEarlier(
  target: MoveTarget,
  { move }: Seen,
  fingerprint: string,
  anew: boolean,
): Promise<'none' | 'under way' | 'ended'> {
  if (!move) return 'none';
  if (move.endedAt !== null) {
    if (move.fingerprint === fingerprint) return 'ended';
    const when = new Date(move.endedAt).toISOString().slice(0, 16).replace('T', ' ');
    throw new MoveError(
      `a move into this project has ended (${when} UTC), and this file is another one or has changed since: two histories are not merged. Take an empty project`,
    );
  }
  if (anew) {
    await target.takeBack(move.fingerprint);
    return 'none';
  }
  if (move.fingerprint === fingerprint) return 'under way';
  throw new MoveError(
    'a move into this project was begun from another file, or from this one before a server ran on it again: with --anew what that has brought is removed from the project and this file moved as it is now',
  );
}

/** Rows are read, put and hashed over there: three passes, each told of. */
function counter(source: MoveSource, progress: (done: number) => void): Count {
  const all = MOVED_TABLES.reduce((sum, { name }) => sum + source.count(name), 0);
  let done = 0;
  return (rows) => {
    done += rows;
    progress(Math.min(0.99, done / (3 * Math.max(1, all))));
  };
}
