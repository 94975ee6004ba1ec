import type { Progress } from '../../src/dspy/optimize/optimizer.ts';
import type { OptimizeArguments } from './arguments.ts';

/** How far a search has come, for when it ends before its time. */
export class Reached {
  private readonly args: Pick<OptimizeArguments, 'budget' | 'out' | 'cache'>;
  private last: Progress | undefined;
  private baseline: number | undefined;

  constructor(args: Pick<OptimizeArguments, 'budget' | 'out' | 'cache'>) {
    this.args = args;
  }

  update(progress: Progress): void {
    this.last = progress;
    this.baseline ??= progress.best;
  }

  /** Throws the error again, with what was reached and how to go on. */
  explain(error: unknown): never {
    if (error instanceof Error && this.last) error.message += `\n${this.describe()}`;
    throw error;
  }

  private describe(): string {
    const { budget, out, cache } = this.args;
    const { done = 0, best } = this.last ?? {};
    const scores =
      best === undefined
        ? 'the baseline was not scored yet'
        : `best on the validation examples ${best.toFixed(3)}, baseline ${this.baseline!.toFixed(3)}`;
    const goOn = cache
      ? `Run the same command again: it goes on from the answers in ${cache}.`
      : 'Without a cache (--no-cache) the same command begins anew.';
    return `Reached: ${done} of ${budget}; ${scores}. ${out} was not written.\n${goOn}`;
  }
}
