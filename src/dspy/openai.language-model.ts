import { LanguageModelError } from './errors.ts';
import type { FailureKind } from './errors.ts';
import { LanguageModel } from './language-model.ts';
import type { Completion, CompletionRequest, Usage } from './language-model.ts';
import { readAnswer, readUsage, toBody } from './openai.chat.ts';
import type { Answer, ChatClient, ChatDefaults } from './openai.chat.ts';
import { toFailure } from './openai.failure.ts';
import { attemptLimitMs, decide } from './retry.policy.ts';
import type { Failure } from './retry.policy.ts';
import { pause, withTimeLimit } from './time-limit.ts';

/** One request as it went; for logs and metrics. */
export interface CallRecord {
  readonly model: string;
  /** Milliseconds. */
  readonly ms: number;
  readonly outcome: 'ok' | 'aborted' | FailureKind;
  readonly status?: number;
  readonly code?: string;
  /** Present whenever the provider answered 200, also with an unusable answer: that is billed too. */
  readonly usage?: Usage;
}

export interface OpenAiLanguageModelOptions {
  readonly client: ChatClient;
  readonly model: string;
  /** Asked in this order once `model` is of no use. */
  readonly fallbackModels?: readonly string[];
  readonly defaults: ChatDefaults;
  /**
   * 2 by default: one retry covers a blip, and within a deadline of seconds a second retry of the
   * same model is worth less than a first try of the next.
   */
  readonly maxAttemptsPerModel?: number;
  /** First backoff in milliseconds, 250 by default; doubles per attempt up to 2 s. */
  readonly backoffMs?: number;
  /** Told of every request, also of failed ones. Must not throw. */
  readonly onCall?: (record: CallRecord) => void;
}

/** A {@link LanguageModel} on any OpenAI-compatible chat endpoint; `retry.policy.ts` holds the rules. */
export class OpenAiLanguageModel extends LanguageModel {
  readonly #options: OpenAiLanguageModelOptions;
  readonly #models: readonly string[];

  constructor(options: OpenAiLanguageModelOptions) {
    super();
    this.#options = options;
    this.#models = [...new Set([options.model, ...(options.fallbackModels ?? [])])];
  }

  override async complete(request: CompletionRequest): Promise<Completion> {
    const { signal, deadlineMs } = request;
    const { maxAttemptsPerModel: maxAttempts = 2, backoffMs = 250 } = this.#options;
    const end = performance.now() + deadlineMs;
    let usage: Usage = { promptTokens: 0, completionTokens: 0, cachedTokens: 0 };
    let attempts = 0;
    let failure: Failure = { kind: 'timeout', remedy: 'none' };

    signal?.throwIfAborted();
    for (const [index, model] of this.#models.entries()) {
      const hasOtherModel = index + 1 < this.#models.length;
      for (let attempt = 1; end - performance.now() > 0; attempt++) {
        attempts++;
        const limitMs = attemptLimitMs(end - performance.now(), hasOtherModel || attempt < maxAttempts);
        const result = await this.#attempt(model, request, limitMs);
        usage = add(usage, result.usage);
        if ('text' in result.answer) return { ...result.answer, model, usage, attempts };

        failure = result.answer;
        const remainingMs = end - performance.now();
        const verdict = decide(failure, { attempt, maxAttempts, hasOtherModel, remainingMs, backoffMs });
        if (verdict.action === 'give-up') throw new LanguageModelError({ ...failure, attempts });
        if (verdict.action === 'other-model') break;
        await pause(verdict.waitMs, signal);
      }
    }
    throw new LanguageModelError({ ...failure, attempts });
  }

  /** One request, reported to `onCall`. Throws only when the caller aborts. */
  async #attempt(model: string, request: CompletionRequest, limitMs: number): Promise<Attempt> {
    const { client, defaults, onCall } = this.#options;
    const startedAt = performance.now();
    const report = (outcome: CallRecord['outcome'], details?: Partial<CallRecord>) =>
      onCall?.({ model, ms: Math.round(performance.now() - startedAt), outcome, ...details });
    const body = toBody(model, request, defaults);
    let raw: unknown;
    try {
      // The limit decides. The client's own timeout (which has to be an integer) only clears up behind
      // a transport that ignores the signal; a tie between the two would look like a lost connection.
      raw = await withTimeLimit(limitMs, request.signal, (signal) =>
        client.chat.completions.create(body, { signal, timeout: limitMs + 1_000, maxRetries: 0 }),
      );
    } catch (error) {
      if (request.signal?.aborted) report('aborted');
      request.signal?.throwIfAborted();
      const answer = toFailure(error);
      report(answer.kind, { status: answer.status, code: answer.code });
      return { answer };
    }
    const answer = readAnswer(raw);
    const usage = readUsage(raw);
    if ('text' in answer) report('ok', { usage });
    else report(answer.kind, { code: answer.code, usage });
    return { answer, usage };
  }
}

interface Attempt {
  readonly answer: Answer | Failure;
  readonly usage?: Usage;
}

function add(total: Usage, more: Usage | undefined): Usage {
  if (!more) return total;
  return {
    promptTokens: total.promptTokens + more.promptTokens,
    completionTokens: total.completionTokens + more.completionTokens,
    cachedTokens: total.cachedTokens + more.cachedTokens,
  };
}
