import type { Example } from '../example.ts';
import type { Module } from '../module.ts';
import { bootstrap, type BootstrapLimits } from './bootstrap-few-shot.ts';
import { withLabeledDemos } from './demos.ts';
import type { OptimizeOptions, Optimized } from './optimizer.ts';
import { SeededRandom } from './seeded.random.ts';
import { Trials } from './trials.ts';

export interface RandomSearchOptions<Input, Result, E extends Example<Input>>
  extends OptimizeOptions<Input, Result, E>, BootstrapLimits {
  /** Sets of bootstrapped demos from shuffled examples; 16 by default. */
  readonly candidates?: number;
}

/**
 * Tries many sets of demos and keeps the best: none, approved examples, bootstrapped from the training examples in their
 * order, and then from shuffled ones in random numbers (DSPy's BootstrapFewShotWithRandomSearch).
 *
 * @throws BudgetExhaustedError when the budget does not cover the baseline.
 */
export async function randomSearch<Input, Result, E extends Example<Input>, P extends Module<Input, Result>>(
  program: P,
  options: RandomSearchOptions<Input, Result, E>,
): Promise<Optimized<P>> {
  const { train, seed = 0, candidates = 16, demos = 4, bootstrapped = demos, threshold } = options;
  const random = new SeededRandom(seed);
  const trials = await Trials.begin(program, options);
  const seen = new Set([fingerprint(program)]);
  const enter = async (label: string, candidate: P | undefined): Promise<void> => {
    if (!candidate || seen.has(fingerprint(candidate))) return;
    seen.add(fingerprint(candidate));
    await trials.enter(label, candidate);
  };
  return trials.search(async () => {
    await enter('no demos', withLabeledDemos(program, [], 0, random));
    await enter('labeled demos', withLabeledDemos(program, train, demos, random));
    await enter(
      'bootstrapped demos',
      await bootstrap(trials, program, train, { bootstrapped, demos, threshold }, random),
    );
    for (let nth = 1; nth <= candidates; nth++) {
      if (trials.room < 1) return 'budget';
      const limits = { bootstrapped: 1 + random.below(bootstrapped), demos, threshold };
      await enter(
        `random demos ${nth}`,
        await bootstrap(trials, program, random.shuffled(train), limits, random),
      );
    }
    return 'finished';
  });
}

/** Two programs with the same one need not both be tried. */
function fingerprint(program: Module<never, unknown>): string {
  return JSON.stringify(program.namedPredictors().map(([name, { demos }]) => [name, demos]));
}
