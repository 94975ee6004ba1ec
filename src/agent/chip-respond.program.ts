import { DEFAULT_DEADLINE_MS, type CallOptions } from '../dspy/call-options.ts';
import { AdapterParseError, LanguageModelError } from '../dspy/errors.ts';
import type { ValuesOf } from '../dspy/fields.ts';
import type { Usage } from '../dspy/language-model.ts';
import { Module } from '../dspy/module.ts';
import { Predict } from '../dspy/predict.ts';
import { otherTemperature } from '../dspy/temperature.ts';
import { track } from '../dspy/tracking.ts';
import { ChipReply } from './chip-reply.signature.ts';
import { guardReply, ReplyRefusedError } from './reply-guard.ts';

export type ChipInput = ValuesOf<typeof ChipReply.inputs>;

/** Follows the message on a second try. A changed temperature alone may bring the same mistake again. */
export const ONCE_MORE =
  '[Note: your last draft could not be sent. Write it again, shorter, in plain sentences: no JSON, no markup.]';
/** Below this a second try has hardly a chance. */
const LEAST_TRY_MS = 1_000;
const USUAL_TEMPERATURE = 0.7;

export interface ChipAnswer {
  /** Fit to be sent; never blank. */
  readonly reply: string;
  /** The model that answered, which may be a fallback. */
  readonly model: string;
  /** A refused answer before the good one is included. */
  readonly usage: Usage;
}

/** Chip's program: one predictor, and a guard that may send its answer back once. */
export class ChipRespond extends Module<ChipInput, ChipAnswer> {
  // The name is part of saved programs: renaming it breaks them. It does not repair answers by itself: what is wrong
  // with one, the guard finds out, and one repair is all a waiting person has time for.
  readonly respond = new Predict(ChipReply, { repair: false });

  /**
   * An unusable answer is asked for once more, at another temperature and within the same deadline.
   *
   * @throws LanguageModelError when no answer came in time.
   * @throws AdapterParseError or ReplyRefusedError when the second answer was unusable too.
   * @throws the signal's reason when the caller aborts.
   */
  override async forward(input: ChipInput, options: CallOptions): Promise<ChipAnswer> {
    const { result, usage } = await track(() => this.answer(input, options));
    return { ...result, usage };
  }

  private async answer(input: ChipInput, options: CallOptions): Promise<Omit<ChipAnswer, 'usage'>> {
    const { deadlineMs: limitMs = DEFAULT_DEADLINE_MS, temperature: first = USUAL_TEMPERATURE } = options;
    const end = performance.now() + limitMs;
    try {
      return await this.attempt(input, options);
    } catch (error) {
      const deadlineMs = end - performance.now();
      if (!isUnusableAnswer(error) || deadlineMs < LEAST_TRY_MS) throw error;
      const again = { ...input, user_message: `${input.user_message}\n${ONCE_MORE}` };
      return this.attempt(again, { ...options, deadlineMs, temperature: otherTemperature(first) });
    }
  }

  private async attempt(input: ChipInput, options: CallOptions): Promise<Omit<ChipAnswer, 'usage'>> {
    const { outputs, model } = await this.respond.call(input, options);
    const { instructions } = this.respond.signature;
    return { reply: guardReply(outputs.reply, instructions), model };
  }
}

function isUnusableAnswer(error: unknown): boolean {
  if (error instanceof LanguageModelError) return error.kind === 'bad-output';
  return error instanceof AdapterParseError || error instanceof ReplyRefusedError;
}
