import { LanguageModel } from '../language-model.ts';
import type { Completion, CompletionRequest, Usage } from '../language-model.ts';
import type { ChatDefaults } from './openai.body.ts';
import { ModelCall, type CallSetup } from './openai.call.ts';
import type { ChatClient } from './openai.client.ts';
import type { CallRecord } from './openai.record.ts';
import type { PriceTable } from './prices.ts';
import { TokenPacer } from './token.pacer.ts';

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
  /**
   * The longest that one model is waited for, in milliseconds, because it asks to or because its limits are used up.
   * 4 000 by default: longer a person at the other end should not wait while another model may be free.
   */
  readonly maxWaitMs?: number;
  /** Streams answers and leaves a model that sends nothing for so long, in milliseconds. Not for JSON. */
  readonly streamIdleMs?: number;
  /** Which models can be held to a JSON schema; Groq's gpt-oss by default. */
  readonly strictJson?: (model: string) => boolean;
  /** For costs; none are known without. */
  readonly prices?: PriceTable;
  /**
   * Told of every request, also of failed ones, and of what it may have taken: a request that was cut off is billed and
   * does not say how much. Must not throw.
   */
  readonly onCall?: (record: CallRecord, most: Usage) => void;
  /** The order in which the models are asked, for one call. */
  readonly order?: (models: readonly string[]) => readonly string[];
  /** Asked before every request with what it may take by estimate; false ends the call as `rejected`, code `budget`. */
  readonly mayAsk?: (model: string, most: Usage) => boolean;
}

const isStrict = (model: string): boolean => /^openai\/gpt-oss-(?:20|120)b$/.test(model);

/** A {@link LanguageModel} on any OpenAI-compatible chat endpoint; `retry.policy.ts` holds the rules. */
export class OpenAiLanguageModel extends LanguageModel {
  readonly #setup: CallSetup;

  constructor(options: OpenAiLanguageModelOptions) {
    super();
    const { model, fallbackModels = [], maxAttemptsPerModel: maxAttempts = 2 } = options;
    const { backoffMs = 250, maxWaitMs = 4_000, strictJson = isStrict, prices = {} } = options;
    const models = [...new Set([model, ...fallbackModels])];
    const pacer = new TokenPacer();
    this.#setup = { ...options, models, pacer, maxAttempts, backoffMs, maxWaitMs, strictJson, prices };
  }

  override complete(request: CompletionRequest): Promise<Completion> {
    return new ModelCall(this.#setup, request).run();
  }
}
