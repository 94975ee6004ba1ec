import { splitText } from '../conversation/turns/split-text.ts';
import { DEFAULT_DEADLINE_MS, type CallOptions } from '../dspy/call-options.ts';
import type { ValuesOf } from '../dspy/fields.ts';
import type { Usage } from '../dspy/language-model.ts';
import { Module } from '../dspy/module.ts';
import { Predict } from '../dspy/predict.ts';
import { ConversationSummary } from './conversation-summary.signature.ts';
import { wordsInNote } from './member-words.ts';
import { guardReply } from './reply-guard.ts';
import { MeteredLanguageModel } from './sub-agents/metered.language-model.ts';

/** 150 words of long ones, and some. Every later turn pays for each of them. */
const MOST_CHARACTERS = 1_200;

type SummaryInput = ValuesOf<typeof ConversationSummary.inputs>;

export interface MadeSummary {
  /** Null: what came cannot be kept. */
  readonly text: string | null;
  /** Class of the error where there is no text. */
  readonly failure?: string;
  /** The model that answered; empty when none gave a whole answer. */
  readonly model: string;
  /** Of all requests, failed ones too. */
  readonly usage: Usage;
}

/** Chip's memory: one predictor, whose answer is made fit to be shown to a model again. */
export class ChipSummarize extends Module<SummaryInput, MadeSummary> {
  // The name is part of saved programs: renaming it breaks them.
  readonly summarize = new Predict(ConversationSummary, { repair: false });

  /**
   * The new summary: one paragraph of at most 1,200 characters without brackets; of a longer one the sentences that fit.
   * Without a text when an answer was paid for that cannot be kept.
   *
   * @throws LanguageModelError, which holds nothing that was said, when nothing was used.
   * @throws the signal's reason when the caller aborts.
   */
  override async forward(input: SummaryInput, options: CallOptions): Promise<MadeSummary> {
    const { signal, deadlineMs = DEFAULT_DEADLINE_MS } = options;
    const lm = new MeteredLanguageModel(options.lm, { signal, deadlineMs });
    const used = (): Pick<MadeSummary, 'model' | 'usage'> => ({ model: lm.model, usage: lm.spent.usage });
    try {
      const { outputs } = await this.summarize.call(input, { ...options, lm });
      // What no person may be sent is nothing to be remembered either: markers, JSON, thoughts.
      const text = wordsInNote(guardReply(outputs.summary, this.summarize.signature.instructions));
      return { text: splitText(text, MOST_CHARACTERS)[0] ?? '', ...used() };
    } catch (error) {
      signal?.throwIfAborted();
      const { promptTokens, completionTokens } = lm.spent.usage;
      if (promptTokens + completionTokens === 0 || !(error instanceof Error)) throw error;
      return { text: null, failure: error.name, ...used() };
    }
  }
}
