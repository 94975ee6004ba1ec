import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { ChipJudge, rubricFor } from '../src/agent/chip-judge.signature.ts';
import { ChipRespond } from '../src/agent/chip-respond.program.ts';
import type { ChipAnswer, ChipInput } from '../src/agent/reply.program.ts';
import { readExamples, type ChipExample } from '../src/agent/examples.ts';
import { evaluate } from '../src/dspy/evaluate.ts';
import type { Metric } from '../src/dspy/example.ts';
import type { LanguageModel } from '../src/dspy/language-model.ts';
import { OpenAiLanguageModel } from '../src/dspy/openai/openai.language-model.ts';
import { Budget } from '../src/dspy/optimize/budget.ts';
import { gepa } from '../src/dspy/optimize/gepa.ts';
import type { Optimizer } from '../src/dspy/optimize/optimizer.ts';
import { randomSearch } from '../src/dspy/optimize/random-search.ts';
import { Predict } from '../src/dspy/predict.ts';
import { FarEnd } from './support/far-end.ts';

type ChipMetric = Metric<ChipInput, ChipAnswer, ChipExample>;

const SEEDS = [1, 2, 3, 4, 5];
const BUDGET = 100;

const examples = readExamples('data/chip.examples.jsonl').filter(({ expected }) => expected !== undefined);
const some = (split: ChipExample['split'], count: number): ChipExample[] =>
  examples.filter((example) => example.split === split).slice(0, count);

/**
 * The emulator's model wants habits that its seed decides, and tells them nowhere but in the feedback of its judge. It
 * picks them up from instructions, and some of them from demos, so both methods have something to find.
 */
describe('GEPA and random search on a model that learns', () => {
  const train = some('train', 12);
  const validation = some('validation', 10);
  const test = some('test', 20);
  let farEnd: FarEnd;
  let lm: LanguageModel;

  beforeAll(async () => {
    farEnd = await FarEnd.start('--model-seed', '1');
    const { OPENAI_API_BASE: baseURL, GROQ_API_KEY: apiKey } = farEnd.env();
    lm = new OpenAiLanguageModel({
      client: new OpenAI({ apiKey, baseURL, maxRetries: 0 }),
      model: 'openai/gpt-oss-20b',
      defaults: { temperature: 0.7, maxTokens: 1_000 },
    });
  });
  afterAll(() => farEnd.stop());

  const judge = new Predict(ChipJudge, { adapter: 'json' });
  const metric: ChipMetric = async (example, { reply }) => {
    const inputs = {
      user_message: example.input.user_message,
      history: 'none',
      reply,
      rubric: rubricFor(example),
    };
    const { score, feedback } = (await judge.call(inputs, { lm })).outputs;
    return { score: score / 10, feedback };
  };

  /** The held-out score of what a method finds. */
  async function heldOut(optimize: Optimizer, seed: number): Promise<number> {
    const budget = new Budget(BUDGET);
    const options = { lm, metric, train, validation, budget, seed, threshold: 0.5 };
    const { program } = await optimize(new ChipRespond(), options);
    expect(budget.spent).toBeLessThanOrEqual(BUDGET);
    return (await evaluate(program, test, metric, { lm })).mean;
  }

  it('is won by GEPA on at least three of five seeds, at equal budget', async () => {
    const outcomes: { seed: number; base: number; search: number; gepa: number }[] = [];
    for (const seed of SEEDS) {
      await farEnd.control('PUT', 'config', { modelSeed: seed });
      outcomes.push({
        seed,
        base: (await evaluate(new ChipRespond(), test, metric, { lm })).mean,
        search: await heldOut(randomSearch, seed),
        gepa: await heldOut(gepa, seed),
      });
      await farEnd.control('DELETE', 'journal');
    }
    const won = outcomes.filter(({ gepa: found, search }) => found > search);
    if (won.length < 3) throw new Error(`GEPA won ${won.length} of 5: ${JSON.stringify(outcomes)}`);
    // Both do something: a search that finds nothing is easily beaten.
    expect(outcomes.some(({ search, base }) => search > base)).toBe(true);
  });

  it('has GEPA find nothing where the feedback has no words: the rule shows nowhere else', async () => {
    await farEnd.control('PUT', 'config', { modelSeed: 1 });
    const wordless: ChipMetric = async (...run) => ({ score: (await metric(...run)).score });
    const options = { lm, metric: wordless, train, validation, budget: new Budget(BUDGET) };
    const { best, baseline } = await gepa(new ChipRespond(), options);
    expect(best.mean).toBe(baseline.mean);
  });
});
