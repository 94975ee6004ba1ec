import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { lastUserOf, ScriptedLanguageModel } from '../../../test/support/scripted.language-model.ts';
import { exact, Relay, shouting, Toy } from '../../../test/support/toy.program.ts';
import { field } from '../fields.ts';
import { Predict } from '../predict.ts';
import { signature } from '../signature.ts';
import { bootstrapFewShot } from './bootstrap-few-shot.ts';
import { Budget, BudgetExhaustedError } from './budget.ts';
import { labeledDemos } from './demos.ts';
import { labeledFewShot } from './labeled-few-shot.ts';
import type { Optimizer, Progress } from './optimizer.ts';
import { randomSearch } from './random-search.ts';

const train = shouting('red', 'green', 'blue', 'easy white', 'easy black', 'yellow', 'pink', 'brown');
const validation = shouting('one', 'two', 'three', 'four');

/** Answers in capitals once it has been shown an answer in capitals; by itself only what is easy. */
const imitator = (): ScriptedLanguageModel =>
  new ScriptedLanguageModel((request) => {
    const question = lastUserOf(request);
    const shown = request.messages.some(
      ({ role, content }) =>
        role === 'assistant' && /[A-Z]/.test(content) && content === content.toUpperCase(),
    );
    return shown || question.startsWith('easy') ? question.toUpperCase() : question;
  });

const unlabeled = train.map(({ input }) => ({ input })) as typeof train;

describe.each<[string, Optimizer, typeof train]>([
  ['labeledFewShot', labeledFewShot, train],
  ['bootstrapFewShot', bootstrapFewShot, unlabeled],
  ['randomSearch', randomSearch, unlabeled],
])('%s', (name, optimize, examples) => {
  // The metric looks the answer up: unlabeled examples carry none.
  const metric: typeof exact = ({ input }, answer, ...rest) =>
    exact({ input, expected: { answer: input.question.toUpperCase() } }, answer, ...rest);
  const run = (units = 60, seed = 1, onProgress?: (progress: Progress) => void, lm = imitator()) => {
    const budget = new Budget(units);
    return optimize(new Toy(), { lm, metric, train: examples, validation, budget, seed, onProgress });
  };

  it('makes a model better that learns from demos', async () => {
    const { baseline, best, program } = await run();
    expect(baseline.mean).toBe(0);
    expect(best.mean).toBe(1);
    expect(program.respond.demos.length).toBeGreaterThan(0);
    expect(program.respond.demos.length).toBeLessThanOrEqual(4);
    for (const demo of program.respond.demos)
      expect(demo['answer']).toBe(String(demo['question']).toUpperCase());
  });

  it('does the same again from the same seed, whatever the order in which answers come', async () => {
    const late = imitator();
    const shuffling = new ScriptedLanguageModel(async (request) => {
      await delay(Math.random() * 4);
      return (await late.complete(request)).text;
    });
    const demos = async (lm: ScriptedLanguageModel): Promise<unknown> =>
      (await run(60, 1, undefined, lm)).candidates.map(({ program }) => program.respond.demos);
    const expected = await demos(imitator());
    expect(await demos(shuffling)).toEqual(expected);
    expect(await demos(shuffling)).toEqual(expected);
  });

  it.each([4, 5, 8, 9, 11, 16, 23, 40])(
    'never runs the program more often than its budget of %s',
    async (units) => {
      const lm = imitator();
      const { spent } = await run(units, 1, undefined, lm);
      expect(lm.requests.length).toBeLessThanOrEqual(units);
      expect(spent).toBe(lm.requests.length);
    },
  );

  it('refuses a budget that does not cover the baseline, before any run', async () => {
    const lm = imitator();
    await expect(run(3, 1, undefined, lm)).rejects.toThrow(BudgetExhaustedError);
    expect(lm.requests).toEqual([]);
  });

  it('gives back the program itself when nothing is better', async () => {
    const stubborn = new ScriptedLanguageModel((request) => {
      const shown = request.messages.length > 2;
      const question = lastUserOf(request);
      return shown
        ? 'worse'
        : question === 'one' || question.startsWith('easy')
          ? question.toUpperCase()
          : question;
    });
    const { best, baseline } = await run(60, 1, undefined, stubborn);
    expect(best).toBe(baseline);
    expect(best.mean).toBe(0.25);
  });

  it('prefers the program itself to another that is just as good', async () => {
    const steady = new ScriptedLanguageModel((request) => {
      const question = lastUserOf(request);
      return question.startsWith('t') || question.startsWith('easy') ? question.toUpperCase() : question;
    });
    const { best, baseline, candidates } = await run(60, 1, undefined, steady);
    expect(candidates.length).toBeGreaterThan(1);
    expect(candidates.every(({ mean }) => mean === 0.5)).toBe(true);
    expect(best).toBe(baseline);
  });

  it('tries no set of demos twice', async () => {
    const { candidates } = await run(200, 1);
    const sets = candidates.map(({ program }) => JSON.stringify(program.respond.demos));
    expect(new Set(sets).size).toBe(sets.length);
  });

  it('reports every unit once, and the best so far', async () => {
    const seen: Progress[] = [];
    const { spent, best } = await run(60, 1, (progress) => seen.push(progress));
    expect(seen.filter(({ note }) => note === undefined).map(({ done }) => done)).toEqual(
      Array.from({ length: spent }, (_, n) => n + 1),
    );
    expect(seen.at(-1)).toMatchObject({ total: 60, best: best.mean });
    expect(seen.flatMap(({ note }) => note ?? []).join()).toContain('baseline: 0.000');
  });

  it('ends with the reason of its signal', async () => {
    const hangUp = new AbortController();
    const lm = new ScriptedLanguageModel((request) => {
      if (lm.requests.length === 6) hangUp.abort(new Error('enough'));
      request.signal?.throwIfAborted();
      return lastUserOf(request);
    });
    const options = {
      lm,
      metric,
      train: examples,
      validation,
      budget: new Budget(60),
      signal: hangUp.signal,
    };
    await expect(optimize(new Toy(), options)).rejects.toThrow('enough');
    expect(lm.requests).toHaveLength(6);
  });
});

describe('demos', () => {
  const options = { metric: exact, validation, lm: imitator() };

  it('from runs are marked as such, those of people are not', async () => {
    const easy = shouting('easy white', 'easy black');
    const bootstrapped = await bootstrapFewShot(new Toy(), {
      ...options,
      train: [...easy, ...shouting('red')].map((example) => ({ ...example, expected: example.expected })),
      budget: new Budget(60),
      bootstrapped: 1,
      demos: 2,
    });
    const demos = bootstrapped.candidates[1]!.program.respond.demos;
    expect(demos[0]).toEqual({ augmented: true, question: 'easy white', answer: 'EASY WHITE' });
    expect(demos[1]).not.toHaveProperty('augmented');
    expect(demos).toHaveLength(2);
  });

  it('of a predictor are what it was given itself', async () => {
    const lm = new ScriptedLanguageModel((request) => `${lastUserOf(request)}!`);
    const metric = (): { score: number } => ({ score: 1 });
    const train = shouting('a').map(({ input }) => ({ input, expected: { answer: '' } }));
    const budget = new Budget(60);
    const { candidates } = await bootstrapFewShot(new Relay(), { lm, metric, train, validation, budget });
    const { first, second } = candidates[1]!.program;
    expect(first.demos).toEqual([{ augmented: true, question: 'a', answer: 'a!' }]);
    expect(second.demos).toEqual([{ augmented: true, question: 'a!', answer: 'a!!' }]);
  });

  it('hold no hints, which are for one call, and nothing that is empty', () => {
    const Greet = signature('Greet', 'Greet.', {
      inputs: { name: field.string('who'), history: field.history('earlier'), tone: field.hint('How') },
      outputs: { greeting: field.string('what to say') },
    });
    const input = { name: 'Ann', history: [], tone: 'loud' };
    expect(
      labeledDemos(new Predict(Greet), [
        { input, expected: { greeting: 'Hi' } },
        { input, expected: { greeting: '' } },
      ]),
    ).toEqual([{ name: 'Ann', greeting: 'Hi' }]);
  });

  it('are not looked for where the budget has no room to try them', async () => {
    const lm = imitator();
    const bootstrapping = { ...options, lm, train: shouting('red', 'easy white', 'easy black') };
    const { spent, ended } = await bootstrapFewShot(new Toy(), { ...bootstrapping, budget: new Budget(8) });
    expect([spent, ended]).toEqual([4, 'finished']);
    const { candidates } = await bootstrapFewShot(new Toy(), { ...bootstrapping, budget: new Budget(10) });
    expect(candidates).toHaveLength(2);
  });

  it('are set on a copy: the program that was given stays as it is', async () => {
    const program = new Toy();
    await labeledFewShot(program, { ...options, train, budget: new Budget(60) });
    expect(program.respond.demos).toEqual([]);
  });

  it('never include the example that is being run', async () => {
    const lm = imitator();
    await bootstrapFewShot(new Toy(), { ...options, lm, train, budget: new Budget(60) });
    const cheats = lm.requests.filter(({ messages }) =>
      messages
        .slice(0, -1)
        .some(({ role, content }) => role === 'user' && content === messages.at(-1)!.content),
    );
    expect(cheats).toEqual([]);
  });
});
