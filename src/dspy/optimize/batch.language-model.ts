import { LanguageModelError } from '../errors.ts';
import { LanguageModel } from '../language-model.ts';
import type { Completion, CompletionRequest } from '../language-model.ts';
import { estimateMessages } from '../tokens.ts';
import { realClock, type Clock, type TokenWindow } from './token.window.ts';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
/** Until the real answer tells. */
const TYPICAL_ANSWER_TOKENS = 300;

export interface BatchOptions {
  /** What the plan allows; without it only the endpoint's own answers slow the calls down. */
  readonly window?: TokenWindow;
  /** How long an unavailable model is asked again before its failure counts, in milliseconds; 5 minutes by default. */
  readonly patienceMs?: number;
  /** Told of each wait for an unavailable model. */
  readonly onWait?: (wait: { ms: number; error: LanguageModelError }) => void;
  /** For tests. */
  readonly clock?: Clock;
}

/**
 * For many calls that nobody waits for: keeps under a limit of tokens a minute, and sits out rate limits and short
 * outages. Waiting does not count in a call's `deadlineMs`, which holds for each time the model is asked.
 */
export class BatchLanguageModel extends LanguageModel {
  readonly #lm: LanguageModel;
  readonly #options: BatchOptions;

  constructor(lm: LanguageModel, options: BatchOptions = {}) {
    super();
    this.#lm = lm;
    this.#options = options;
  }

  override async complete(request: CompletionRequest): Promise<Completion> {
    const { patienceMs = 5 * 60_000, onWait, clock = realClock } = this.#options;
    const end = clock.now() + patienceMs;
    for (let ms = FIRST_WAIT_MS; ; ms = Math.min(2 * ms, LONGEST_WAIT_MS)) {
      try {
        return await this.#ask(request);
      } catch (error) {
        if (!mayPass(error) || clock.now() + ms > end) throw error;
        onWait?.({ ms, error });
        await clock.sleep(ms, request.signal);
      }
    }
  }

  async #ask(request: CompletionRequest): Promise<Completion> {
    const estimate = estimateMessages(request.messages) + TYPICAL_ANSWER_TOKENS;
    const leave = await this.#options.window?.enter(estimate, request.signal);
    const completion = await this.#lm.complete(request);
    leave?.(completion.usage.promptTokens + completion.usage.completionTokens);
    return completion;
  }
}

/** A model that does not exist will not exist in a minute either. */
function mayPass(error: unknown): error is LanguageModelError {
  return error instanceof LanguageModelError && error.kind === 'unavailable' && error.status !== 404;
}
