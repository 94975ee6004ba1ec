import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { startEmulator, type RunningEmulator } from '../emulator/harness.ts';
import { refuseInstructions } from '../src/agent/artifact.guard.ts';
import { ChipReply } from '../src/agent/chip-reply.signature.ts';
import { ChipRespond } from '../src/agent/chip-respond.program.ts';
import { chipMetric } from '../src/agent/chip.metric.ts';
import { readExamples } from '../src/agent/examples.ts';
import { evaluate } from '../src/dspy/evaluate.ts';
import { OpenAiLanguageModel } from '../src/dspy/openai/openai.language-model.ts';
import { observe, reflect } from '../src/dspy/optimize/reflection.ts';

const SEED = 4;
const ALL = readExamples(fileURLToPath(new URL('../data/chip.examples.jsonl', import.meta.url)));
/** Not those on which a model that says little fails for good. */
const EXAMPLES = ALL.filter(({ category, split }) => category === 'small_talk' && split === 'train');
const REPLIES = ALL.filter(({ expected }) => /\bmeetups?\b/.test(expected?.reply ?? '')).slice(0, 4);

let emulator: RunningEmulator;
let lm: OpenAiLanguageModel;
beforeAll(async () => {
  emulator = await startEmulator(['--model-seed', String(SEED)]);
  lm = new OpenAiLanguageModel({
    client: new OpenAI({ apiKey: 'key', baseURL: `${emulator.url}/openai/v1`, maxRetries: 0 }),
    model: 'openai/gpt-oss-20b',
    defaults: { temperature: 0.7, maxTokens: 800 },
  });
});
afterAll(() => emulator.stop());

const run = (program: ChipRespond, examples = EXAMPLES) =>
  evaluate(program, examples, chipMetric({ judge: lm }), { lm });

/** All that the judge asks for, as it comes out over several rounds. */
async function learned(): Promise<string[]> {
  const { rows } = await run(new ChipRespond(), ALL.slice(0, 30));
  const told = rows.flatMap(({ feedback }) => feedback.match(/The reply should [^.]+\./g) ?? []);
  return [...new Set(told)];
}

describe("the emulator's learner, with Chip's own prompts", () => {
  it('is asked for nothing by the instructions in the code, so there is something to learn', async () => {
    const { mean, rows } = await run(new ChipRespond());
    expect(mean).toBeLessThanOrEqual(0.6);
    for (const { feedback } of rows) expect(feedback).toMatch(/The reply should /);
  });

  it('does better when the instructions say what its judge says', async () => {
    const program = new ChipRespond();
    const directives = await learned();
    expect(directives.length).toBeGreaterThanOrEqual(4);
    program.respond.setInstructions(`${ChipReply.instructions}\n${directives.join('\n')}`);
    const { rows } = await run(program, ALL.slice(0, 30));
    const marked = rows.filter(({ feedback }) => /The reply should /.test(feedback));
    expect(marked).toEqual([]);
  });

  it('learns less from examples', async () => {
    const few = ALL.filter(({ category }) => category === 'learning');
    const program = new ChipRespond();
    program.respond.setDemos(REPLIES.map(({ input, expected }) => ({ ...input, reply: expected!.reply })));
    const { rows } = await run(program, few);
    const shown = rows.filter(({ result }) => /\bmeetup\b/.test(result!.reply)).length;
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(few.length);
  });

  it('revises instructions by what was observed, mostly in a way that can be used', async () => {
    const { rows } = await run(new ChipRespond());
    const observations = observe(rows, rows[0]!.calls[0]!.instance);
    const base = ChipReply.instructions;
    const drafts = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((nth) =>
        reflect(
          { instructions: base, rules: [`Draft ${nth}`], observations: `${observations}` },
          { lm, temperature: 1 },
        ),
      ),
    );
    const usable = drafts.filter((draft) => draft.startsWith(base) && !refuseInstructions(draft));
    expect(usable.length).toBeGreaterThanOrEqual(4);
    for (const draft of usable)
      expect(draft.slice(base.length)).toMatch(/^\n- [A-Z][^.]+\.(?:\n- [^\n]+){0,2}$/);
  });
});
