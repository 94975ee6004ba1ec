import { describe, expect, it } from '@jest/globals';
import { Budget, BudgetExhaustedError } from './budget.ts';
import { minibatches } from './minibatches.ts';
import { frontWeights } from './pareto.ts';
import { SeededRandom } from './seeded.random.ts';

describe('SeededRandom', () => {
  const draw = (seed: number): number[] =>
    Array.from(
      { length: 5 },
      (
        (r) => () =>
          r.below(1_000)
      )(new SeededRandom(seed)),
    );

  it('repeats itself from the same seed, and not from another', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('is the known mulberry32', () => {
    // From the reference implementation, seed 1.
    expect(new SeededRandom(1).next()).toBeCloseTo(0.6270739405881613, 15);
  });

  it('is spread evenly', () => {
    const random = new SeededRandom(3);
    const counts = Array<number>(10).fill(0);
    for (let n = 0; n < 10_000; n++) counts[random.below(10)]!++;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 50 }, (_, n) => n);
    const shuffled = new SeededRandom(5).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
  });

  it('chooses by weight, and never what has none', () => {
    const random = new SeededRandom(9);
    const chosen = Array.from({ length: 4_000 }, () => random.weighted(['a', 'b', 'c'], [1, 0, 3]));
    expect(new Set(chosen)).toEqual(new Set(['a', 'c']));
    expect(chosen.filter((item) => item === 'c').length / 4_000).toBeCloseTo(0.75, 1);
    expect(() => random.weighted(['a'], [0])).toThrow(RangeError);
  });
});

describe('Budget', () => {
  it('gives all that is asked for or nothing', () => {
    const budget = new Budget(10);
    budget.take(8);
    expect(() => budget.take(3)).toThrow(BudgetExhaustedError);
    expect(() => budget.take(3)).toThrow('2 left and 3 are needed');
    budget.take(2);
    expect([budget.spent, budget.left]).toEqual([10, 0]);
  });

  it.each([0, -1, 1.5, NaN, Infinity])('cannot be %s', (total) => {
    expect(() => new Budget(total)).toThrow(RangeError);
  });
});

describe('frontWeights', () => {
  it.each([
    ['a lone candidate', [[0, 1, 0.5]], [3]],
    [
      'specialists keep their chance beside one with a better mean',
      [
        [1, 0, 0],
        [0, 0.9, 0.9],
      ],
      [1, 2],
    ],
    [
      'who is beaten everywhere has none',
      [
        [0.2, 0.2],
        [0.5, 0.4],
      ],
      [0, 2],
    ],
    [
      'of equals the first stays',
      [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      [2, 0],
    ],
    [
      'who is only ever second to none beside others is not needed',
      [
        [1, 0, 0.5],
        [0, 1, 0.5],
        [0, 0, 0.5],
      ],
      [2, 2, 0],
    ],
  ])('%s', (_, scores, weights) => {
    expect(frontWeights(scores)).toEqual(weights);
  });
});

describe('minibatches', () => {
  it('gives every item before any comes again', () => {
    const batches = minibatches([1, 2, 3, 4, 5, 6], 2, new SeededRandom(1));
    for (let epoch = 0; epoch < 3; epoch++) {
      const seen = [1, 2, 3].flatMap(() => batches.next().value);
      expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
    }
  });

  it('are all of one size, also when the items do not come out even', () => {
    const batches = minibatches([1, 2, 3, 4, 5, 6, 7], 2, new SeededRandom(1));
    for (let n = 0; n < 10; n++) expect(batches.next().value).toHaveLength(2);
  });
});
