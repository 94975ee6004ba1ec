import { SPLITS, type Split } from '../../src/agent/examples.line.ts';
import { SeededRandom } from '../../src/dspy/optimize/seeded.random.ts';
import { UsageError } from '../evaluate/usage.error.ts';

export type Splits<E> = Record<Split, E[]>;

/** Where the seed decides. The test examples decide whether anything is written, so they are not few. */
const SHARES = { train: 0.4, validation: 0.3 };
/** Fewer say nothing. */
const LEAST = 3;

/**
 * The three groups of examples: as the file says, or drawn anew by a seed.
 *
 * @throws UsageError when a group would be too small
 */
export function splitExamples<E extends { readonly split: Split }>(
  examples: readonly E[],
  seed?: number,
): Splits<E> {
  const splits = seed === undefined ? bySplit(examples) : drawn(examples, seed);
  for (const split of SPLITS) {
    const { length } = splits[split];
    if (length < LEAST)
      throw new UsageError(`only ${length} ${split} examples: at least ${LEAST} are needed`);
  }
  return splits;
}

function bySplit<E extends { readonly split: Split }>(examples: readonly E[]): Splits<E> {
  const of = (wanted: Split): E[] => examples.filter(({ split }) => split === wanted);
  return { train: of('train'), validation: of('validation'), test: of('test') };
}

function drawn<E>(examples: readonly E[], seed: number): Splits<E> {
  const order = new SeededRandom(seed).shuffled(examples);
  const trainEnd = Math.round(order.length * SHARES.train);
  const validationEnd = trainEnd + Math.round(order.length * SHARES.validation);
  return {
    train: order.slice(0, trainEnd),
    validation: order.slice(trainEnd, validationEnd),
    test: order.slice(validationEnd),
  };
}
