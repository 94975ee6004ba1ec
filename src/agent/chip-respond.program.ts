import { LanguageModelError, OutputParseError } from '../dspy/errors.ts';
import type { ValuesOf } from '../dspy/fields.ts';
import type { Usage } from '../dspy/language-model.ts';
import { Module } from '../dspy/module.ts';
import { Predict } from '../dspy/predict.ts';
import type { PredictOptions } from '../dspy/predict.ts';
import { ChipReply } from './chip-reply.signature.ts';
import { guardReply, ReplyRefusedError } from './reply-guard.ts';

/** Follows the message on a second try. A changed temperature alone may bring the same mistake again. */
export const ONCE_MORE =
  '[Note: your last draft could not be sent. Write it again, shorter, in plain sentences: no JSON, no markup.]';
/** Below this a second try has hardly a chance. */
const LEAST_TRY_MS = 1_000;

export interface ChipAnswer {
  /** Fit to be sent; never blank. */
  readonly reply: string;
  /** The model that answered, which may be a fallback. */
  readonly model: string;
  /** A refused answer before the good one is included. */
  readonly usage: Usage;
}

export interface ChipRespondOptions extends PredictOptions {
  readonly deadlineMs: number;
  readonly temperature: number;
}

/** Chip's program: one predictor, and a guard that may send its answer back once. */
export class ChipRespond extends Module<ValuesOf<typeof ChipReply.inputs>, ChipAnswer> {
  // The name is part of saved programs: renaming it breaks them.
  readonly respond = new Predict(ChipReply);

  /**
   * An unusable answer is asked for once more, at another temperature and within the same deadline.
   *
   * @throws LanguageModelError when no answer came in time.
   * @throws OutputParseError or ReplyRefusedError when the second answer was unusable too.
   * @throws the signal's reason when the caller aborts.
   */
  override async forward(
    input: ValuesOf<typeof ChipReply.inputs>,
    options: ChipRespondOptions,
  ): Promise<ChipAnswer> {
    const end = performance.now() + options.deadlineMs;
    const spent: Usage[] = [];
    try {
      return await this.attempt(input, options, spent);
    } catch (error) {
      const deadlineMs = end - performance.now();
      if (!isUnusableAnswer(error) || deadlineMs < LEAST_TRY_MS) throw error;
      const again = { ...input, user_message: `${input.user_message}\n${ONCE_MORE}` };
      const temperature = otherTemperature(options.temperature);
      return this.attempt(again, { ...options, deadlineMs, temperature }, spent);
    }
  }

  private async attempt(
    input: ValuesOf<typeof ChipReply.inputs>,
    options: ChipRespondOptions,
    spent: Usage[],
  ): Promise<ChipAnswer> {
    const { outputs, model, usage } = await this.respond.call(input, options);
    spent.push(usage);
    return { reply: guardReply(outputs.reply), model, usage: sum(spent) };
  }
}

function isUnusableAnswer(error: unknown): boolean {
  if (error instanceof LanguageModelError) return error.kind === 'bad-output';
  return error instanceof OutputParseError || error instanceof ReplyRefusedError;
}

/** Far enough to change the answer; downwards where there is room, for there models keep to the format. */
function otherTemperature(temperature: number): number {
  return temperature >= 0.5 ? temperature / 2 : temperature + 0.4;
}

function sum(usages: readonly Usage[]): Usage {
  const of = (key: keyof Usage): number => usages.reduce((total, usage) => total + usage[key], 0);
  return {
    promptTokens: of('promptTokens'),
    completionTokens: of('completionTokens'),
    cachedTokens: of('cachedTokens'),
  };
}
