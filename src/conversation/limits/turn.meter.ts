import { AsyncLocalStorage } from 'node:async_hooks';
import type { ModelCall } from '../model-calls.ts';
import type { Amount } from './turn.limits.ts';

/** Calls of one turn that are kept one by one; all are counted. More is a turn that goes round in circles. */
const MOST_KEPT = 100;

const meters = new AsyncLocalStorage<TurnMeter>();

/**
 * Counts what one turn uses, and says when its reservation is used up. Whoever asks a model finds the meter of the turn
 * that it works for by `currentMeter`, however deep it is called.
 */
export class TurnMeter {
  /** Cheaper models first. */
  readonly economy: boolean;
  private readonly allowance: Amount;
  private used: Amount = { tokens: 0, microUsd: 0 };
  private billed = 0;
  private readonly made: ModelCall[] = [];
  private refused = false;

  constructor(allowance: Amount, economy: boolean) {
    this.allowance = allowance;
    this.economy = economy;
  }

  get spent(): Amount {
    return this.used;
  }

  /** Tokens of requests that brought something: what an outage costs is nobody's own. */
  get billedTokens(): number {
    return this.billed;
  }

  /** True when a request was not made because the turn may not take that much. Another try would come to the same. */
  get isExhausted(): boolean {
    return this.refused;
  }

  /** Whether a request that takes at most so much may be made. */
  allows({ tokens, microUsd }: Amount): boolean {
    const { allowance, used } = this;
    const fits = used.tokens + tokens <= allowance.tokens && used.microUsd + microUsd <= allowance.microUsd;
    this.refused ||= !fits;
    return fits;
  }

  /** Requests so far, in the order in which they ended. */
  get calls(): readonly ModelCall[] {
    return this.made;
  }

  /** A request has ended. */
  add(call: ModelCall): void {
    const { tokens, microUsd } = this.used;
    this.used = {
      tokens: tokens + call.promptTokens + call.completionTokens,
      microUsd: microUsd + call.microUsd,
    };
    if (call.outcome !== 'timeout' && call.outcome !== 'aborted')
      this.billed += call.promptTokens + call.completionTokens;
    if (this.made.length < MOST_KEPT) this.made.push(call);
  }

  /** Everything that `work` begins is counted here, also what goes on after it. */
  run<T>(work: () => T): T {
    return meters.run(this, work);
  }
}

/** The meter of the turn that the caller works for; undefined outside of turns. */
export const currentMeter = (): TurnMeter | undefined => meters.getStore();
