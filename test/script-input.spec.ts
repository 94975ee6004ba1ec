import { describe, expect, it } from '@jest/globals';
import { readArguments as readEvaluate } from '../scripts/evaluate/arguments.ts';
import { UsageError } from '../scripts/evaluate/usage.error.ts';
import { readArguments as readOptimize } from '../scripts/optimize/arguments.ts';
import { checkBudget } from '../scripts/optimize/search.ts';
import { splitExamples } from '../scripts/optimize/split.ts';
import type { Split } from '../src/agent/examples.line.ts';

const NOW = new Date('2026-11-25T04:05:06Z');

/** What is thrown is a UsageError, which ends a script with code 2, and says why. */
function expectRefusal(work: () => unknown, why: RegExp): void {
  expect(work).toThrow(UsageError);
  expect(work).toThrow(why);
}

describe('the splits', () => {
  const examples = (n: number) =>
    Array.from({ length: n }, (_, index) => ({
      index,
      split: (['train', 'validation', 'test'] as Split[])[index % 3]!,
    }));

  it('are those of the file', () => {
    const { test } = splitExamples(examples(9));
    expect(test.map(({ index }) => index)).toEqual([2, 5, 8]);
  });

  it('are drawn anew by a seed, each example into one of them', () => {
    const drawn = (seed: number) => splitExamples(examples(40), seed);
    const { train, validation, test } = drawn(1);
    expect([train.length, validation.length, test.length]).toEqual([16, 12, 12]);
    expect(new Set([...train, ...validation, ...test].map(({ index }) => index)).size).toBe(40);
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });

  it('are refused when there are too few', () => {
    expectRefusal(() => splitExamples(examples(8)), /only 2 test examples: at least 3/);
    expectRefusal(() => splitExamples(examples(4), 1), /only \d (?:train|validation|test) examples/);
  });
});

describe('the arguments of npm run optimize', () => {
  const GEPA = ['--method', 'gepa', '--budget', '50'];

  it('have defaults for all but method and budget', () => {
    expect(readOptimize(GEPA)).toEqual({
      method: 'gepa',
      budget: 50,
      seed: 0,
      data: 'data/chip.examples.jsonl',
      out: 'artifacts/chip.json',
      judge: false,
      resplit: false,
      concurrency: 4,
      cache: '.cache/dspy',
      yes: false,
    });
    expect(readOptimize([...GEPA, '--no-cache', '--tpm', '8000', '--seed', '7', '--yes'])).toMatchObject({
      cache: undefined,
      tokensPerMinute: 8_000,
      seed: 7,
      yes: true,
    });
    expect(readOptimize(['--help'])).toBeUndefined();
  });

  it.each<[string, string[], RegExp]>([
    ['no method', ['--budget', '9'], /--method must be one of gepa, bootstrap, search, labeled$/],
    ['an unknown method', ['--method', 'mipro', '--budget', '9'], /--method must be one of .*, not mipro/],
    ['no budget', ['--method', 'gepa'], /--budget is missing/],
    ['a budget in words', ['--method', 'gepa', '--budget', 'all'], /--budget must be a whole number from 1/],
    ['a budget of nothing', ['--method', 'gepa', '--budget', '0'], /--budget must be a whole number from 1/],
    ['a negative budget', ['--method', 'gepa', '--budget=-5'], /--budget must be a whole number from 1/],
    ['half a unit', ['--method', 'gepa', '--budget', '1.5'], /--budget must be a whole number from 1/],
    ['an output that is no JSON', [...GEPA, '--out', 'chip.txt'], /--out must end in \.json/],
    ['an unknown option', [...GEPA, '--budgets', '3'], /--budgets/],
    ['a stray word', [...GEPA, 'now'], /now/],
    ['no concurrency', [...GEPA, '--concurrency', '0'], /--concurrency must be a whole number from 1 to 64/],
    ['a limit in words', [...GEPA, '--tpm', 'many'], /--tpm must be a whole number/],
  ])('are refused with %s', (_, args, why) => {
    expectRefusal(() => readOptimize(args), why);
  });

  it.each([
    ['gepa', 15],
    ['bootstrap', 9],
    ['search', 8],
    ['labeled', 8],
  ] as const)('need a budget with which %s can try something', (method, least) => {
    const splits = { train: [1, 2, 3, 4], validation: [1, 2, 3, 4], test: [1, 2, 3] };
    expect(() => checkBudget(method, least, splits)).not.toThrow();
    expectRefusal(
      () => checkBudget(method, least - 1, splits),
      new RegExp(`too small .*: .* takes ${least} to try`),
    );
  });
});

describe('the arguments of npm run evaluate', () => {
  it('all have defaults, and a report of its own for each run', () => {
    expect(readEvaluate([], NOW)).toEqual({
      data: 'data/chip.examples.jsonl',
      split: 'test',
      judge: false,
      limit: Infinity,
      concurrency: 4,
      out: 'reports/2026-11-25T04-05-06',
    });
    expect(readEvaluate(['--help'], NOW)).toBeUndefined();
  });

  it.each<[string, string[], RegExp]>([
    [
      'an unknown split',
      ['--split', 'dev'],
      /--split must be one of train, validation, test or all, not dev/,
    ],
    ['a limit of nothing', ['--limit', '0'], /--limit must be a whole number from 1/],
    ['an unknown option', ['--budget', '3'], /--budget/],
  ])('are refused with %s', (_, args, why) => {
    expectRefusal(() => readEvaluate(args, NOW), why);
  });
});
