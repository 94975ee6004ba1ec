import type { Example } from '../example.ts';
import type { Module } from '../module.ts';
import { withLabeledDemos } from './demos.ts';
import type { OptimizeOptions, Optimized } from './optimizer.ts';
import { SeededRandom } from './seeded.random.ts';
import { Trials } from './trials.ts';

export interface LabeledFewShotOptions<Input, Result, E extends Example<Input>> extends OptimizeOptions<
  Input,
  Result,
  E
> {
  /** Demos for each predictor; 4 by default. */
  readonly demos?: number;
}

/**
 * Shows the model approved examples, drawn at random from the training examples that have `expected` outputs. One
 * candidate: costs twice the validation examples.
 *
 * @throws BudgetExhaustedError when the budget does not cover the baseline.
 */
export async function labeledFewShot<
  Input,
  Result,
  E extends Example<Input>,
  P extends Module<Input, Result>,
>(program: P, options: LabeledFewShotOptions<Input, Result, E>): Promise<Optimized<P>> {
  const { train, seed = 0, demos = 4 } = options;
  const trials = await Trials.begin(program, options);
  return trials.search(async () => {
    const candidate = withLabeledDemos(program, train, demos, new SeededRandom(seed));
    const hasDemos = candidate.namedPredictors().some(([, predictor]) => predictor.demos.length > 0);
    if (hasDemos) await trials.enter('labeled demos', candidate);
    else trials.note('no training example has all expected outputs of a predictor');
    return 'finished';
  });
}
