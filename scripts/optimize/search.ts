import { INSTRUCTION_RULES, refuseInstructions } from '../../src/agent/artifact.guard.ts';
import type { ChipRespond } from '../../src/agent/chip-respond.program.ts';
import type { ChipAnswer, ChipInput } from '../../src/agent/reply.program.ts';
import type { ChipExample } from '../../src/agent/examples.ts';
import type { LanguageModel } from '../../src/dspy/language-model.ts';
import { bootstrapFewShot } from '../../src/dspy/optimize/bootstrap-few-shot.ts';
import { gepa } from '../../src/dspy/optimize/gepa.ts';
import { labeledFewShot } from '../../src/dspy/optimize/labeled-few-shot.ts';
import type { OptimizeOptions, Optimized } from '../../src/dspy/optimize/optimizer.ts';
import { randomSearch } from '../../src/dspy/optimize/random-search.ts';
import { UsageError } from '../evaluate/usage.error.ts';
import type { Method } from './arguments.ts';
import type { Splits } from './split.ts';

/** Of a run whose reply becomes a demo. Rules leave room for taste, so not every good reply has a full score. */
const GOOD_ENOUGH = 0.9;
/** Groq's smallest plan takes 8 000 tokens a minute, prompt and answer together. */
const REFLECTION_TOKENS = 4_000;

/** Examples that one reflection reads. */
const MINIBATCH = 3;

/**
 * With less, nothing could come out: the program as it is and one other have to be tried on all validation examples.
 *
 * @throws UsageError naming the least that makes sense
 */
export function checkBudget(method: Method, budget: number, { train, validation }: Splits<unknown>): void {
  const proposal = { gepa: 2 * Math.min(MINIBATCH, train.length) + 1, bootstrap: 1, search: 0, labeled: 0 };
  const least = 2 * validation.length + proposal[method];
  if (budget < least)
    throw new UsageError(
      `--budget ${budget} is too small for ${method}: with ${validation.length} validation examples it takes ${least} to try one candidate`,
    );
}

/** Chip's program, made better by the method of that name. */
export function search(
  method: Method,
  program: ChipRespond,
  options: OptimizeOptions<ChipInput, ChipAnswer, ChipExample>,
  reflect: LanguageModel,
): Promise<Optimized<ChipRespond>> {
  switch (method) {
    case 'gepa':
      return gepa(program, {
        ...options,
        reflect,
        minibatch: MINIBATCH,
        reflectOptions: { maxTokens: REFLECTION_TOKENS },
        rules: INSTRUCTION_RULES,
        accept: refuseInstructions,
      });
    case 'bootstrap':
      return bootstrapFewShot(program, { ...options, threshold: GOOD_ENOUGH });
    case 'search':
      return randomSearch(program, { ...options, threshold: GOOD_ENOUGH });
    case 'labeled':
      return labeledFewShot(program, options);
    default:
      return method satisfies never;
  }
}
