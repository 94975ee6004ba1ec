import { describe, expect, it } from '@jest/globals';
import {
  lastUserOf,
  ScriptedLanguageModel,
  systemOf,
} from '../../../test/support/scripted.language-model.ts';
import { Relay, shouting, Toy, type Asked, type ToyExample } from '../../../test/support/toy.program.ts';
import { AdapterParseError, LanguageModelError } from '../errors.ts';
import type { Metric } from '../example.ts';
import { Budget, BudgetExhaustedError } from './budget.ts';
import { gepa, type GepaOptions } from './gepa.ts';

const HABITS = ['greets', 'thanks', 'signs off'];
const train = shouting('red', 'green', 'blue', 'white', 'black', 'pink');
const validation = shouting('one', 'two', 'three', 'four');

/** Has those habits that its instructions name, and no others. What they are stands nowhere but in the feedback. */
const student = (): ScriptedLanguageModel =>
  new ScriptedLanguageModel((request) => {
    const system = systemOf(request);
    return [lastUserOf(request), ...HABITS.filter((habit) => system.includes(habit))].join(', ');
  });

/** Part of the score for each habit; speaks of one that is missing, another one for another question. */
const habits: Metric<Asked, string, ToyExample> = ({ input }, answer) => {
  const missing = HABITS.filter((habit) => !answer.includes(habit));
  const one = missing[input.question.length % Math.max(1, missing.length)];
  return { score: 1 - missing.length / HABITS.length, feedback: one && `the answer never ${one}` };
};

/** Adds what the remarks ask for to the instructions. */
const reflector = (): ScriptedLanguageModel =>
  new ScriptedLanguageModel((request) => {
    const asked = lastUserOf(request);
    const instructions = /\[\[ ## instructions ## \]\]\n([^]*?)\n\n\[\[/.exec(asked)![1]!;
    const wanted = new Set([...asked.matchAll(/the answer never ([^\n]+)/g)].map(([, habit]) => habit));
    return [instructions, ...wanted].join(' It ');
  });

type Options = GepaOptions<Asked, string, ToyExample>;
const search = (options: Partial<Options> = {}) => {
  const defaults = {
    lm: student(),
    reflect: reflector(),
    metric: habits,
    train,
    validation,
    budget: new Budget(100),
  };
  return gepa(new Toy(), { ...defaults, ...options });
};

describe('gepa', () => {
  it('finds a rule that shows in nothing but the feedback', async () => {
    const { baseline, best, program, spent, ended } = await search();
    expect(baseline.mean).toBe(0);
    expect(best.mean).toBe(1);
    for (const habit of HABITS) expect(program.respond.signature.instructions).toContain(habit);
    expect(ended).toBe('finished');
    expect(spent).toBeLessThan(60);
  });

  it('shows the reflecting model what happened, and the rules', async () => {
    const reflect = reflector();
    await search({ reflect, rules: ['Keep the name Chip.'] });
    const asked = lastUserOf(reflect.requests[0]!);
    for (const part of [
      'Answer.',
      'Keep the name Chip.',
      'question: ',
      'answer: ',
      'Score: 0.00',
      'the answer never',
    ])
      expect(asked).toContain(part);
    expect(reflect.requests.every(({ temperature }) => temperature === 1)).toBe(true);
  });

  it('shows the reflecting model also what failed, and no more than the beginning of what is long', async () => {
    const reflect = reflector();
    const lm = new ScriptedLanguageModel((request) => {
      if (lastUserOf(request) === 'red') throw new AdapterParseError('Answer', { answer: 'is missing' });
      return lastUserOf(request);
    });
    const long = shouting('red', 'x'.repeat(5_000));
    await search({ lm, reflect, train: long, budget: new Budget(13) });
    const asked = lastUserOf(reflect.requests[0]!);
    expect(asked).toContain('Answered:\nnothing that could be used (AdapterParseError)\nScore: 0.00');
    expect(asked).toContain(`${'x'.repeat(2_000)}...`);
    expect(asked).not.toContain('x'.repeat(2_001));
  });

  it.each([4, 5, 10, 11, 14, 15, 22, 37])('never spends more than its budget of %s', async (units) => {
    const [lm, reflect] = [student(), reflector()];
    const { spent, best, baseline } = await search({ lm, reflect, budget: new Budget(units) });
    expect(lm.requests.length + reflect.requests.length).toBe(spent);
    expect(spent).toBeLessThanOrEqual(units);
    expect(best.mean).toBeGreaterThanOrEqual(baseline.mean);
  });

  it('says that the budget ended it', async () => {
    // The baseline takes 4; a step up to 7 more, and 4 to try what comes of it.
    expect(await search({ budget: new Budget(14) })).toMatchObject({ ended: 'budget', spent: 4 });
    expect(await search({ budget: new Budget(15) })).toMatchObject({ ended: 'budget', spent: 15 });
    await expect(search({ budget: new Budget(3) })).rejects.toThrow(BudgetExhaustedError);
  });

  it('does the same again from the same seed', async () => {
    const way = async (seed: number) =>
      (await search({ seed })).candidates.map(({ label, mean }) => [label, mean]);
    expect(await way(5)).toEqual(await way(5));
  });

  it('keeps the program as it is when proposals only make it worse', async () => {
    const lm = new ScriptedLanguageModel((request) =>
      systemOf(request).includes('Answer.') ? 'greets' : 'nothing',
    );
    const { best, baseline, candidates } = await search({
      lm,
      reflect: new ScriptedLanguageModel(() => 'Worse.'),
    });
    expect(best).toBe(baseline);
    expect(candidates).toHaveLength(1);
  });

  it('does not take a proposal that is refused, and says why to the next one', async () => {
    const reflect = new ScriptedLanguageModel((request) =>
      lastUserOf(request).includes('the word please is missing') ? 'It greets, please.' : 'It greets.',
    );
    const accept = (text: string) => (text.includes('please') ? undefined : 'the word please is missing');
    const lm = student();
    const { program } = await search({ lm, reflect, accept, budget: new Budget(40) });
    expect(program.respond.signature.instructions).toBe('It greets, please.');
    expect(lm.requests.map(systemOf).filter((system) => system.startsWith('It greets.'))).toEqual([]);
  });

  it('never tries refused instructions, however often they come', async () => {
    const [lm, notes] = [student(), [] as string[]];
    const reflect = new ScriptedLanguageModel(() => 'It greets.');
    const { best, baseline } = await search({
      lm,
      reflect,
      accept: () => 'no',
      budget: new Budget(40),
      onProgress: ({ note }) => note && notes.push(note),
    });
    expect(best).toBe(baseline);
    expect(lm.requests.every((request) => systemOf(request).startsWith('Answer.'))).toBe(true);
    expect(notes).toContain('a proposal for respond was refused: no');
    // A second time, told why, and not a third.
    const told = reflect.requests.map((request) => lastUserOf(request).split('An earlier answer').length - 1);
    expect(new Set(told)).toEqual(new Set([0, 1]));
  });

  it('takes the predictors of a program in turn', async () => {
    const reflect = reflector();
    const budget = new Budget(200);
    const { program } = await gepa(new Relay(), {
      lm: student(),
      reflect,
      metric: habits,
      train,
      validation,
      budget,
    });
    const revised = reflect.requests.map(
      (request) => /## instructions ## \]\]\n(\w+)/.exec(lastUserOf(request))![1],
    );
    expect(new Set(revised)).toEqual(new Set(['First', 'Second']));
    expect(program.first.signature.instructions).toMatch(/^First\./);
    expect(program.second.signature.instructions).toMatch(/^Second\./);
  });

  it('leaves a predictor for the next one when nothing comes of it', async () => {
    const lm = new ScriptedLanguageModel((request) =>
      systemOf(request).startsWith('Second') ? `${lastUserOf(request)} greets` : lastUserOf(request),
    );
    const reflect = new ScriptedLanguageModel((request) =>
      lastUserOf(request).includes('First.') ? 'No use.' : 'Second!',
    );
    const budget = new Budget(60);
    await gepa(new Relay(), { lm, reflect, metric: habits, train, validation, budget });
    const revised = reflect.requests.map((request) => lastUserOf(request).includes('First.'));
    expect(revised.slice(0, 4)).toEqual([true, false, true, false]);
  });

  it('tries no instructions twice', async () => {
    const lm = student();
    const reflect = new ScriptedLanguageModel(() => 'Worse.');
    await search({ lm, reflect });
    expect(reflect.requests.length).toBeGreaterThan(3);
    expect(lm.requests.map(systemOf).filter((system) => system.startsWith('Worse.'))).toHaveLength(3);
  });

  it('stops as soon as nothing can be better', async () => {
    const hopeless = [...train, ...shouting('hopeless')];
    const metric: typeof habits = ({ input, ...rest }, ...more) =>
      input.question === 'hopeless' ? { score: 0 } : habits({ input, ...rest }, ...more);
    const reflect = new ScriptedLanguageModel(() => HABITS.join(' '));
    const { ended, best, spent } = await search({
      metric,
      reflect,
      train: hopeless,
      budget: new Budget(1_000),
    });
    expect([ended, best.mean, spent]).toEqual(['finished', 1, 15]);
  });

  it('takes a code fence off a proposal', async () => {
    const reflect = new ScriptedLanguageModel(() => '```text\nIt greets.\n```');
    const { program } = await search({ reflect });
    expect(program.respond.signature.instructions).toBe('It greets.');
  });

  it('goes on after a reflection that came to nothing', async () => {
    const good = reflector();
    const reflect: ScriptedLanguageModel = new ScriptedLanguageModel(async (request) => {
      if (reflect.requests.length % 2 === 1)
        throw new LanguageModelError({ kind: 'bad-output', attempts: 2 });
      return (await good.complete(request)).text;
    });
    expect((await search({ reflect })).best.mean).toBe(1);
  });

  it.each(['unavailable', 'rejected', 'timeout'] as const)('ends when a model is %s', async (kind) => {
    const down = new LanguageModelError({ kind, attempts: 2 });
    const broken = () =>
      new ScriptedLanguageModel(() => {
        throw down;
      });
    await expect(search({ reflect: broken() })).rejects.toBe(down);
    await expect(search({ lm: broken() })).rejects.toBe(down);
  });

  it('stops where nothing is left to learn from', async () => {
    const onlyHard: Metric<Asked, string, ToyExample> = ({ input }) => ({
      score: input.question === 'one' ? 0 : 1,
    });
    const { ended, spent } = await search({ metric: onlyHard, budget: new Budget(10_000) });
    expect(ended).toBe('finished');
    expect(spent).toBeLessThanOrEqual(10);
  });

  it('ends with the reason of its signal', async () => {
    const hangUp = new AbortController();
    const lm = new ScriptedLanguageModel((request) => {
      if (lm.requests.length === 6) hangUp.abort(new Error('enough'));
      request.signal?.throwIfAborted();
      return lastUserOf(request);
    });
    await expect(search({ lm, signal: hangUp.signal })).rejects.toThrow('enough');
    expect(lm.requests).toHaveLength(6);
  });
});
