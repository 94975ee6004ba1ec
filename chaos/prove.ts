import type { Verdict } from './auditor/verdict.ts';
import { BROKEN, brokenBuild, type BreakName } from './broken/list.ts';
import { CHIP_ENTRY, type RunOptions } from './options.ts';
import { inTurns } from './pool.ts';
import { runChaos, type Say } from './run.ts';
import { SIZES } from './sizes.ts';

/** Runs that go on at the same time: most of a run is waiting. */
const AT_ONCE = 3;
/** Of a broken build: each with another seed, until the auditor has noticed it. */
const MOST_RUNS = 3;

type ProveOptions = Pick<RunOptions, 'store' | 'seed' | 'verbose'>;

export interface Proof {
  build: BreakName | 'sound';
  failed: readonly string[];
  /** The auditor has noticed what is broken; of the sound build, it has found nothing. */
  proved: boolean;
}

/** Runs each broken build and asks whether the auditor has noticed, and the sound one, which must pass the same. */
export async function prove({ store, seed, verbose }: ProveOptions, say: Say): Promise<Proof[]> {
  const builds = ['sound', ...(Object.keys(BROKEN) as BreakName[])] as const;
  const proofs: Proof[] = [];
  say(row('build', 'must fail', 'has failed', 'proved'));
  await inTurns(builds, AT_ONCE, async (build) => {
    const { breaks, entry, odds } =
      build === 'sound' ? { breaks: undefined, entry: CHIP_ENTRY, odds: {} } : brokenBuild(build);
    const common = { store, scenario: 'storm', verbose: false, keep: false } as const;
    const size = { ...SIZES.small, odds: { ...SIZES.small.odds, ...odds } };
    const run = (times: number): Promise<Verdict> =>
      runChaos({ ...common, ...size, seed: seed + times, entry }, verbose ? say : () => undefined);
    let times = 0;
    let { ok, failed } = await run(times);
    // What is broken need not show in each short run. The sound build has to be sound in any.
    while (breaks && !failed.includes(breaks) && ++times < MOST_RUNS) ({ ok, failed } = await run(times));
    const proved = breaks ? failed.includes(breaks) : ok;
    say(row(build, breaks ?? 'nothing', failed.join(' ') || 'nothing', proved ? 'yes' : 'NO'));
    proofs.push({ build, failed, proved });
  });
  return proofs;
}

const row = (build: string, breaks: string, failed: string, proved: string): string =>
  `${build.padEnd(22)} ${breaks.padEnd(10)} ${failed.padEnd(24)} ${proved}`;
