import { LanguageModelError } from '../../dspy/errors.ts';
import { LanguageModel } from '../../dspy/language-model.ts';
import type { Completion, CompletionRequest } from '../../dspy/language-model.ts';
import { Tally, type Spent } from '../../dspy/tally.ts';

/**
 * A language model on loan: counts what it is asked, failures included, and ends every request with the borrower's time
 * and signal, whether the borrower passes them on or not.
 */
export class MeteredLanguageModel extends LanguageModel {
  /** The model that answered last; empty before the first answer. */
  model = '';
  /** Aborted with the turn. */
  readonly signal: AbortSignal | undefined;
  private readonly lm: LanguageModel;
  private readonly end: number;
  private readonly tally = new Tally();

  constructor(
    lm: LanguageModel,
    { signal, deadlineMs }: { signal: AbortSignal | undefined; deadlineMs: number },
  ) {
    super();
    this.lm = lm;
    this.signal = signal;
    this.end = performance.now() + deadlineMs;
  }

  get spent(): Spent {
    return this.tally.spent;
  }

  override async complete(request: CompletionRequest): Promise<Completion> {
    const leftMs = this.end - performance.now();
    if (leftMs <= 0) throw new LanguageModelError({ kind: 'timeout', attempts: 0 });
    const signals = [this.signal, request.signal].filter((signal) => signal !== undefined);
    const limits = {
      deadlineMs: Math.min(request.deadlineMs, leftMs),
      ...(signals.length > 0 && { signal: AbortSignal.any(signals) }),
    };
    try {
      const completion = await this.lm.complete({ ...request, ...limits });
      this.tally.add(completion);
      this.model = completion.model;
      return completion;
    } catch (error) {
      if (error instanceof LanguageModelError) this.tally.add(error);
      throw error;
    }
  }
}
