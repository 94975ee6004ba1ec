import { LanguageModelError } from '../errors.ts';
import type { Completion, CompletionRequest, Usage } from '../language-model.ts';
import type { Answer } from './openai.answer.ts';
import { attempt, type AttemptOptions } from './openai.attempt.ts';
import type { CallRecord } from './openai.record.ts';
import { costOf, type PriceTable } from './prices.ts';
import { attemptLimitMs, decide } from './retry.policy.ts';
import type { Failure, Situation } from './retry.policy.ts';
import { Tally } from '../tally.ts';
import { otherTemperature } from '../temperature.ts';
import { pause } from '../time-limit.ts';
import type { TokenPacer } from './token.pacer.ts';
import { estimateMessages } from '../tokens.ts';
import { NO_USAGE } from '../usage.ts';
import { waitForLimits } from './wait-for-limits.ts';

/** What all calls of a language model share. */
export interface CallSetup
  extends
    Pick<AttemptOptions, 'client' | 'defaults' | 'streamIdleMs'>,
    Pick<Situation, 'maxAttempts' | 'backoffMs' | 'maxWaitMs'> {
  /** In the order in which they are asked. */
  readonly models: readonly string[];
  readonly pacer: TokenPacer;
  readonly strictJson: (model: string) => boolean;
  readonly prices: PriceTable;
  readonly onCall?: (record: CallRecord, most: Usage) => void;
  readonly order?: (models: readonly string[]) => readonly string[];
  readonly mayAsk?: (model: string, most: Usage) => boolean;
}

/** What a request without a whole answer takes. */
const UNBILLED = { usage: NO_USAGE, attempts: 1, costUsd: 0 };

/** One call from its first request to its answer, over retries and models. */
export class ModelCall {
  private readonly setup: CallSetup;
  private readonly request: CompletionRequest;
  private readonly end: number;
  /** What one request may take, by estimate. */
  private readonly most: Usage;
  private readonly skipped: string[] = [];
  private temperature: number;
  private readonly tally = new Tally();

  constructor(setup: CallSetup, request: CompletionRequest) {
    this.setup = setup;
    this.request = request;
    this.end = performance.now() + request.deadlineMs;
    const completionTokens = request.maxTokens ?? setup.defaults.maxTokens;
    this.most = { promptTokens: estimateMessages(request.messages), completionTokens, cachedTokens: 0 };
    this.temperature = request.temperature ?? setup.defaults.temperature;
  }

  /** See {@link LanguageModel.complete}; also throws TypeError when the request asks for JSON and has tools. */
  async run(): Promise<Completion> {
    const { signal, json, tools = [] } = this.request;
    signal?.throwIfAborted();
    if (json && tools.length > 0) throw new TypeError('A request cannot ask for JSON and have tools');
    let failure: Failure = { kind: 'timeout', remedy: 'none' };
    const models = this.setup.order?.(this.setup.models) ?? this.setup.models;
    for (const [index, model] of models.entries()) {
      const hasOtherModel = index + 1 < models.length;
      const result = await this.askModel(model, hasOtherModel);
      if (!result) continue;
      if ('text' in result) return { ...result, model, ...this.tally.spent };
      failure = result.failure;
      if (result.isFinal) break;
    }
    throw new LanguageModelError({ ...failure, ...this.tally.spent });
  }

  /** The answer, or the failure after which another model has to be asked; undefined when this one was passed over. */
  private async askModel(
    model: string,
    hasOtherModel: boolean,
  ): Promise<Answer | { failure: Failure; isFinal: boolean } | undefined> {
    const { maxAttempts, maxWaitMs, pacer } = this.setup;
    const { signal } = this.request;
    let failure: Failure | undefined;
    for (let number = 1; this.remainingMs > 0; number++) {
      const limits = { maxWaitMs, remainingMs: this.remainingMs, hasOtherModel, signal };
      const waitedMs = await waitForLimits(pacer, model, this.most.promptTokens, limits);
      if (waitedMs === undefined) {
        this.skipped.push(model);
        break;
      }
      if (this.setup.mayAsk?.(model, this.most) === false) {
        return { failure: { kind: 'rejected', code: 'budget', remedy: 'none' }, isFinal: true };
      }
      const limitMs = attemptLimitMs(this.remainingMs, hasOtherModel || number < maxAttempts);
      const answer = await this.send(model, limitMs, waitedMs);
      if ('text' in answer) return answer;
      failure = answer;
      const { remainingMs } = this;
      const verdict = decide(failure, { ...this.setup, attempt: number, hasOtherModel, remainingMs });
      if (verdict.action !== 'retry') return { failure, isFinal: verdict.action === 'give-up' };
      // The same question at the same temperature may bring the same mistake again.
      if (failure.kind === 'bad-output') this.temperature = otherTemperature(this.temperature);
      await pause(verdict.waitMs, signal);
    }
    return failure && { failure, isFinal: false };
  }

  /** One request, counted and reported. Throws only when the caller aborts. */
  private async send(model: string, limitMs: number, waitedMs: number): Promise<Answer | Failure> {
    const { pacer, prices, onCall, strictJson } = this.setup;
    const startedAt = performance.now();
    const number = this.tally.spent.attempts + 1;
    const report = (outcome: CallRecord['outcome'], details: Partial<CallRecord>): void => {
      const ms = Math.round(performance.now() - startedAt);
      const waited = { ...(waitedMs > 0 && { waitedMs }) };
      const skipped = { ...(this.skipped.length > 0 && { skipped: [...this.skipped] }) };
      onCall?.({ model, attempt: number, ms, ...waited, ...skipped, outcome, ...details }, this.most);
    };
    const ended = pacer.begin(model, this.most.promptTokens);
    try {
      const request = { ...this.request, temperature: this.temperature };
      const options = { ...this.setup, strictJson: strictJson(model), limitMs };
      const { answer, usage, limits } = await attempt(model, request, options);
      ended(limits, usage);
      const costUsd = usage && costOf(prices, model, usage);
      const spent = { usage, ...(costUsd !== undefined && { costUsd }) };
      this.tally.add(usage ? { ...spent, usage, attempts: 1 } : UNBILLED);
      if ('text' in answer) report('ok', spent);
      else report(answer.kind, { status: answer.status, code: answer.code, ...spent });
      if (!('text' in answer)) this.rest(model, answer);
      return answer;
    } catch (error) {
      ended({});
      report('aborted', {});
      throw error;
    }
  }

  /** What was learned about a model holds for other calls too. */
  private rest(model: string, { remedy, retryAfterMs }: Failure): void {
    if (remedy === 'other-model') this.setup.pacer.rest(model, Infinity);
    else if (retryAfterMs !== undefined) this.setup.pacer.rest(model, retryAfterMs);
  }

  private get remainingMs(): number {
    return this.end - performance.now();
  }
}
