import type { Verdict } from './auditor/verdict.ts';
import { CHIP_ENTRY, type RunOptions } from './options.ts';
import { inTurns } from './pool.ts';
import { runChaos, type Say } from './run.ts';
import { SIZES } from './sizes.ts';

/** A server dies at every step of a text's way, from before it is stored to after its status is. */
export const POINTS = [
  'before:admit',
  'after:admit',
  'before:claimTurn',
  'after:claimTurn',
  'during:respond',
  'before:commitTurn',
  'after:commitTurn',
  'after:claimSend',
  'during:sendMessage',
  'before:recordSend',
  'after:recordSend',
  'before:admit:delivery',
  'after:admit:delivery',
] as const;

/** The first time, and not only the first: what is the first of its kind may find less in the store. */
export const HITS = [1, 2, 5] as const;

const AT_ONCE = 4;
/** Of two servers the one that is to die does half of the work, and comes to each step half as often. */
const SIZE_OF = {
  sqlite: { messages: 40, conversations: 4, seconds: 2 },
  supabase: { messages: 160, conversations: 12, seconds: 5 },
};

type PointOptions = Pick<RunOptions, 'store' | 'seed' | 'verbose'>;

export interface PointRun {
  point: string;
  verdict: Verdict;
}

/** Kills a server at each point, and has each run judged. */
export async function runPoints({ store, seed, verbose }: PointOptions, say: Say): Promise<PointRun[]> {
  const runs: PointRun[] = [];
  const all = POINTS.flatMap((point) => HITS.map((hit) => `${point}#${hit}`));
  await inTurns(all, AT_ONCE, async (failpoint) => {
    const size = { ...SIZES.small, ...SIZE_OF[store], patienceMs: 60_000 };
    const common = { scenario: 'points', entry: CHIP_ENTRY, verbose: false, keep: false } as const;
    const verdict = await runChaos(
      { ...size, ...common, store, seed, failpoint },
      verbose ? say : () => undefined,
    );
    say(`${failpoint.padEnd(26)} ${verdict.ok ? 'as promised' : verdict.failed.join(' ')}`);
    for (const { check, what, where } of verdict.findings) say(`  ${check}: ${what}: ${where}`);
    runs.push({ point: failpoint, verdict });
  });
  return runs;
}
