import type { Example } from '../example.ts';
import { mapPooled } from '../evaluate.pool.ts';
import type { Module } from '../module.ts';
import type { Demo } from '../demo.ts';
import { labeledDemos, tracedDemo, withLabeledDemos } from './demos.ts';
import type { OptimizeOptions, Optimized } from './optimizer.ts';
import { SeededRandom } from './seeded.random.ts';
import { Trials } from './trials.ts';

export interface BootstrapLimits {
  /** Demos made from the program's own good runs; 4 by default. */
  readonly bootstrapped?: number;
  /** Demos in all; approved examples fill up what is left. 4 by default. */
  readonly demos?: number;
  /** The least score of a run that becomes a demo; 1 by default. */
  readonly threshold?: number;
}

export interface BootstrapFewShotOptions<Input, Result, E extends Example<Input>>
  extends OptimizeOptions<Input, Result, E>, BootstrapLimits {}

/**
 * Runs the program on training examples and shows the model those of its own runs that the metric approved of. One
 * candidate: costs twice the validation examples and the runs on training examples.
 *
 * @throws BudgetExhaustedError when the budget does not cover the baseline.
 */
export async function bootstrapFewShot<
  Input,
  Result,
  E extends Example<Input>,
  P extends Module<Input, Result>,
>(program: P, options: BootstrapFewShotOptions<Input, Result, E>): Promise<Optimized<P>> {
  const trials = await Trials.begin(program, options);
  return trials.search(async () => {
    const candidate = await bootstrap(
      trials,
      program,
      options.train,
      options,
      new SeededRandom(options.seed ?? 0),
    );
    if (candidate) await trials.enter('bootstrapped demos', candidate);
    else trials.note('no run on a training example was good enough to become a demo');
    return 'finished';
  });
}

/**
 * A copy of the program with demos from its own runs on the examples, in their order, until there are enough; undefined
 * when no run was good enough. The runs are made with approved examples as demos, as far as there are any, but never with
 * the one that is being run. Leaves enough of the budget for a trial.
 */
export async function bootstrap<Input, Result, E extends Example<Input>, P extends Module<Input, Result>>(
  trials: Trials<Input, Result, E, P>,
  program: P,
  examples: readonly E[],
  { bootstrapped: wanted = 4, demos: most = 4, threshold = 1 }: BootstrapLimits,
  random: SeededRandom,
): Promise<P | undefined> {
  const demos = new Map<string, Demo[]>();
  const used = new Set<E>();
  const { concurrency = 4, signal } = trials.options;
  for (let start = 0; start < examples.length && used.size < wanted && trials.room > 0;) {
    const size = Math.min(concurrency, wanted - used.size, trials.room);
    const batch = examples.slice(start, start + size);
    start += size;
    // Made before the runs begin: which of these ends first must not decide what the others draw.
    const attempts = batch.map((example) => ({ example, seed: random.below(2 ** 32) }));
    const runs = await mapPooled(attempts, concurrency, signal, async ({ example, seed }) => {
      const others = examples.filter((other) => other !== example);
      const teacher = withLabeledDemos(program, others, most, new SeededRandom(seed));
      const { rows } = await trials.run(teacher, [example]);
      return { example, teacher, row: rows[0]! };
    });
    for (const { example, teacher, row } of runs) {
      if (row.score < threshold) continue;
      for (const [name, predictor] of teacher.namedPredictors()) {
        // One that was asked again got there in the end; what it said on the way is no example to follow.
        const trace = row.calls.findLast(({ instance, error }) => instance === predictor && !error);
        const demo = trace && tracedDemo(predictor, trace);
        if (!demo) continue;
        demos.set(name, [...(demos.get(name) ?? []), demo]);
        used.add(example);
      }
    }
  }
  if (used.size === 0) return undefined;
  return withDemos(program, demos, examples, used, most, random);
}

function withDemos<E extends Example, P extends Module<never, unknown>>(
  program: P,
  bootstrapped: ReadonlyMap<string, readonly Demo[]>,
  examples: readonly E[],
  used: ReadonlySet<E>,
  most: number,
  random: SeededRandom,
): P {
  const copy = program.copy();
  const others = random.shuffled(examples.filter((example) => !used.has(example)));
  for (const [name, predictor] of copy.namedPredictors()) {
    const own = bootstrapped.get(name) ?? [];
    const labeled = labeledDemos(predictor, others);
    predictor.setDemos([...own, ...labeled.slice(0, Math.max(0, most - own.length))]);
  }
  return copy;
}
