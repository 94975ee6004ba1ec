import { LanguageModelError } from './errors.ts';
import type { Completion, CompletionRequest, LanguageModel } from './language-model.ts';
import { Tally, type Spent } from './tally.ts';

type Limits = Pick<CompletionRequest, 'signal' | 'temperature' | 'maxTokens'>;

/** Below this a further request has hardly a chance. */
const LEAST_TRY_MS = 1_000;

/** One predictor call's requests to the model: they share a deadline, and what they took is summed. */
export class Spending {
  /** The model that answered last; empty before the first answer. */
  model = '';
  private readonly tally = new Tally();
  private readonly end: number;
  private readonly lm: LanguageModel;
  private readonly limits: Limits;

  constructor(lm: LanguageModel, deadlineMs: number, limits: Limits) {
    this.lm = lm;
    this.limits = limits;
    this.end = performance.now() + deadlineMs;
  }

  get spent(): Spent {
    return this.tally.spent;
  }

  get signal(): AbortSignal | undefined {
    return this.limits.signal;
  }

  get remainingMs(): number {
    return this.end - performance.now();
  }

  get hasTimeForAnother(): boolean {
    return this.remainingMs >= LEAST_TRY_MS;
  }

  /** @throws as {@link LanguageModel.complete} does; what a failed request took is counted first. */
  async ask(request: Pick<CompletionRequest, 'messages' | 'tools' | 'json'>): Promise<Completion> {
    try {
      const deadlineMs = this.remainingMs;
      const completion = await this.lm.complete({ ...this.limits, ...request, deadlineMs });
      this.tally.add(completion);
      this.model = completion.model;
      return completion;
    } catch (error) {
      if (error instanceof LanguageModelError) this.tally.add(error);
      throw error;
    }
  }
}
