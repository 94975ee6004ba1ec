import { DEFAULT_DEADLINE_MS, type CallOptions } from '../call-options.ts';
import { LanguageModelError } from '../errors.ts';
import { Module } from '../module.ts';
import { judge, type Judgement, type Reward } from './reward.ts';
import { track, type CallTrace } from '../tracking.ts';

export interface BestOfNConfig<Input, Result> {
  /** Attempts at most; at least 1. */
  readonly n: number;
  readonly reward: Reward<Input, Result>;
  /** A reward of this ends the search. */
  readonly threshold: number;
}

/** How an attempt that was not good enough went. */
export interface FailedAttempt extends Judgement {
  readonly calls: readonly CallTrace[];
}

/** Attempts after the first want to differ from it. */
const OTHER_TEMPERATURE = 1;
/** Below this a further attempt has hardly a chance. */
const LEAST_ATTEMPT_MS = 1_000;

/** Runs a module up to `n` times and gives the result with the best reward, or the first that reaches the threshold. */
export class BestOfN<Input, Result> extends Module<Input, Result> {
  readonly module: Module<Input, Result>;
  readonly config: BestOfNConfig<Input, Result>;

  /** @throws RangeError when `n` is no whole number of at least 1. */
  constructor(module: Module<Input, Result>, config: BestOfNConfig<Input, Result>) {
    super();
    if (!Number.isInteger(config.n) || config.n < 1)
      throw new RangeError('n must be a whole number from 1 on');
    this.module = module;
    this.config = config;
  }

  /**
   * Ends within the deadline of `options` with the best result so far.
   *
   * @throws the last error when no attempt gave a result, the signal's reason when the caller aborts, and whatever the
   *   reward throws. A request that was refused ends it at once: it would be every time.
   */
  override async forward(input: Input, options: CallOptions): Promise<Result> {
    const { n, reward, threshold } = this.config;
    const end = performance.now() + (options.deadlineMs ?? DEFAULT_DEADLINE_MS);
    let best: { result: Result; score: number } | undefined;
    let failure: unknown;
    let advice = options.advice;
    for (let attempt = 1; attempt <= n; attempt++) {
      const limits = { ...options, deadlineMs: end - performance.now() };
      if (attempt > 1 && limits.deadlineMs < LEAST_ATTEMPT_MS) break;
      const temperature = attempt > 1 ? OTHER_TEMPERATURE : options.temperature;
      const run = await track(() => this.module.forward(input, { ...limits, temperature, advice })).catch(
        (error: unknown) => {
          options.signal?.throwIfAborted();
          if (isRefused(error)) throw error;
          failure = error;
        },
      );
      if (!run) continue;
      const judged = await judge(reward, input, run.result);
      if (!best || judged.score > best.score) best = { result: run.result, score: judged.score };
      if (best.score >= threshold) break;
      if (attempt < n) {
        const left = { ...options, deadlineMs: end - performance.now() };
        advice = (await this.adviceAfter({ ...judged, calls: run.calls }, left)) ?? advice;
      }
    }
    if (best) return best.result;
    throw failure as Error;
  }

  /** What the next attempt is told. Nothing here: it only runs at another temperature. */
  protected adviceAfter(_failed: FailedAttempt, _options: CallOptions): Promise<string | undefined> {
    return Promise.resolve(undefined);
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof LanguageModelError && error.kind === 'rejected';
}
