import { splitText } from '../conversation/turns/split-text.ts';
import type { CallOptions } from '../dspy/call-options.ts';
import type { ValuesOf } from '../dspy/fields.ts';
import { Module } from '../dspy/module.ts';
import { Predict } from '../dspy/predict.ts';
import { ConversationSummary } from './conversation-summary.signature.ts';
import { wordsInNote } from './member-words.ts';
import { guardReply } from './reply-guard.ts';

/** 150 words of long ones, and some. Every later turn pays for each of them. */
const MOST_CHARACTERS = 1_200;

/** Chip's memory: one predictor, whose answer is made fit to be shown to a model again. */
export class ChipSummarize extends Module<ValuesOf<typeof ConversationSummary.inputs>, string> {
  // The name is part of saved programs: renaming it breaks them.
  readonly summarize = new Predict(ConversationSummary, { repair: false });

  /**
   * The new summary: one paragraph of at most 1,200 characters without brackets; of a longer one the sentences that fit.
   *
   * @throws LanguageModelError, AdapterParseError or ReplyRefusedError, none of which holds anything that was said.
   * @throws the signal's reason when the caller aborts.
   */
  override async forward(
    input: ValuesOf<typeof ConversationSummary.inputs>,
    options: CallOptions,
  ): Promise<string> {
    const { outputs } = await this.summarize.call(input, options);
    // What no person may be sent is nothing to be remembered either: markers, JSON, thoughts.
    const text = wordsInNote(guardReply(outputs.summary, this.summarize.signature.instructions));
    return splitText(text, MOST_CHARACTERS)[0] ?? '';
  }
}
