import { meanOf } from '../evaluate.ts';
import type { Example } from '../example.ts';
import type { Module } from '../module.ts';
import { minibatches } from './minibatches.ts';
import type { OptimizeOptions, Optimized } from './optimizer.ts';
import { frontWeights } from './pareto.ts';
import { propose, type ProposerOptions } from './proposer.ts';
import { observe } from './reflection.ts';
import { RowMemo } from './row.memo.ts';
import { SeededRandom } from './seeded.random.ts';
import { Trials } from './trials.ts';

export interface GepaOptions<Input, Result, E extends Example<Input>>
  extends OptimizeOptions<Input, Result, E>, ProposerOptions {
  /** Training examples for one reflection; 3 by default. */
  readonly minibatch?: number;
}

/**
 * Rewrites instructions by reflection on feedback (GEPA, https://arxiv.org/abs/2507.19457, without its merging of
 * candidates). Again and again: a parent is drawn from the Pareto front over the validation examples and runs a few training
 * examples; a model reads what came of them and proposes new instructions for one predictor, in turn; a proposal that does
 * better on the same few is tried on all validation examples.
 *
 * @throws BudgetExhaustedError when the budget does not cover the baseline.
 * @throws RangeError without training examples.
 */
export async function gepa<Input, Result, E extends Example<Input>, P extends Module<Input, Result>>(
  program: P,
  options: GepaOptions<Input, Result, E>,
): Promise<Optimized<P>> {
  const { train, minibatch = 3, seed = 0 } = options;
  const size = Math.min(minibatch, train.length);
  if (!(size > 0)) throw new RangeError('GEPA needs training examples, and at least 1 in a minibatch');
  const random = new SeededRandom(seed);
  const trials = await Trials.begin<Input, Result, E, P>(program, options);
  const memo = new RowMemo(trials);
  const batches = minibatches(train, size, random);
  const known = new Set([fingerprint(program)]);
  const turns = new Map<P, number>();
  // A batch that the parent does well holds nothing to learn; after so many in a row there seems to be none left.
  const mostIdle = 2 * Math.ceil(train.length / size);
  const purse = {
    affords: () => trials.room >= 1 + size,
    pay: (work: () => Promise<string | undefined>) => trials.pay(work),
    note: (note: string) => trials.note(note),
  };

  return trials.search(async () => {
    for (let idle = 0; trials.best.mean < 1 && idle < mostIdle;) {
      if (trials.room < 2 * size + 1) return 'budget';
      const weights = frontWeights(trials.candidates.map(({ scores }) => scores));
      const { program: parent } = random.weighted(trials.candidates, weights);
      const batch = batches.next().value;
      const before = await memo.run(parent, batch);
      const observed = parent.namedPredictors().flatMap(([name, predictor]) => {
        const observations = observe(before, predictor);
        return observations === undefined ? [] : [{ name, predictor, observations }];
      });
      const turn = turns.get(parent) ?? 0;
      const chosen = observed[turn % observed.length];
      turns.set(parent, turn + 1);
      idle = !chosen || meanOf(before) === 1 ? idle + 1 : 0;
      if (!chosen || idle > 0) continue;

      const { name, predictor, observations } = chosen;
      const { instructions } = predictor.signature;
      const proposal = await propose(name, { instructions, observations }, options, purse);
      if (proposal === undefined) continue;
      const child = withInstructions(parent, name, proposal);
      if (known.has(fingerprint(child))) continue;
      known.add(fingerprint(child));
      const after = await memo.run(child, batch);
      if (meanOf(after) <= meanOf(before)) continue;
      turns.set(child, turn + 1);
      await trials.enter(`proposal ${known.size - 1}, for ${name}`, child);
    }
    return 'finished';
  });
}

function withInstructions<P extends Module<never, unknown>>(program: P, name: string, text: string): P {
  const copy = program.copy();
  for (const [other, predictor] of copy.namedPredictors())
    if (other === name) predictor.setInstructions(text);
  return copy;
}

/** Programs of one search differ in nothing else. */
function fingerprint(program: Module<never, unknown>): string {
  return JSON.stringify(program.namedPredictors().map(([, { signature }]) => signature.instructions));
}
