import { evaluate, type EvaluatedExample, type Evaluation } from '../evaluate.ts';
import type { Example } from '../example.ts';
import type { Module } from '../module.ts';
import { BudgetExhaustedError } from './budget.ts';
import { isOutage, type Candidate, type OptimizeOptions, type Optimized } from './optimizer.ts';

/** The runs of one search: pays for them, reports them and keeps the candidates. */
export class Trials<Input, Result, E extends Example<Input>, P extends Module<Input, Result>> {
  readonly options: OptimizeOptions<Input, Result, E>;
  readonly candidates: Candidate<P>[] = [];
  #done: number;

  private constructor(options: OptimizeOptions<Input, Result, E>) {
    this.options = options;
    this.#done = options.budget.spent;
  }

  /**
   * Begins a search with the program as it is.
   *
   * @throws BudgetExhaustedError when the budget does not even cover that.
   * @throws RangeError without validation examples.
   */
  static async begin<Input, Result, E extends Example<Input>, P extends Module<Input, Result>>(
    program: P,
    options: OptimizeOptions<Input, Result, E>,
  ): Promise<Trials<Input, Result, E, P>> {
    const trials = new Trials<Input, Result, E, P>(options);
    await trials.enter('baseline', program);
    return trials;
  }

  get baseline(): Candidate<P> {
    return this.candidates[0]!;
  }

  /** Of equals the earlier one, so that nothing takes the baseline's place without being better. */
  get best(): Candidate<P> {
    return this.candidates.reduce((best, candidate) => (candidate.mean > best.mean ? candidate : best));
  }

  /** What the budget has left beside the trial of one candidate, which makes the rest worth spending. */
  get room(): number {
    return this.options.budget.left - this.options.validation.length;
  }

  /** Tries a program on all validation examples. @throws BudgetExhaustedError */
  async enter(label: string, program: P): Promise<Candidate<P>> {
    const { mean, rows } = await this.run(program, this.options.validation);
    const candidate = { label, program, mean, scores: rows.map(({ score }) => score) };
    this.candidates.push(candidate);
    this.note(
      `${label}: ${mean.toFixed(3)}${this.best === candidate ? '' : `, best ${this.best.mean.toFixed(3)}`}`,
    );
    return candidate;
  }

  /** Runs a program on some examples; a unit each. @throws BudgetExhaustedError */
  async run(program: P, examples: readonly E[]): Promise<Evaluation<E, Result>> {
    const { budget, metric, isFatal = isOutage, concurrency } = this.options;
    const { lm, signal, temperature, maxTokens, deadlineMs } = this.options;
    budget.take(examples.length);
    return evaluate(program, examples, metric, {
      lm,
      signal,
      temperature,
      maxTokens,
      deadlineMs,
      concurrency,
      isFatal,
      onProgress: () => this.#count(),
    });
  }

  /** As `run`, for one unit that is not a run on an example. @throws BudgetExhaustedError */
  async pay<T>(work: () => Promise<T>): Promise<T> {
    this.options.budget.take(1);
    try {
      return await work();
    } finally {
      this.#count();
    }
  }

  note(note: string): void {
    this.#report(note);
  }

  result(ended: Optimized<P>['ended']): Optimized<P> {
    const { best, baseline, candidates } = this;
    return { program: best.program, best, baseline, candidates, spent: this.options.budget.spent, ended };
  }

  /** Searches until the steps end, by themselves or because the budget does not cover the next one. */
  async search(steps: () => Promise<Optimized<P>['ended']>): Promise<Optimized<P>> {
    try {
      return this.result(await steps());
    } catch (error) {
      if (error instanceof BudgetExhaustedError) return this.result('budget');
      throw error;
    }
  }

  #count(): void {
    this.#done++;
    this.#report();
  }

  #report(note?: string): void {
    const { onProgress, budget } = this.options;
    const best = this.candidates.length > 0 ? this.best.mean : undefined;
    onProgress?.({ done: this.#done, total: budget.total, best, note });
  }
}

export type Row<E, Result> = EvaluatedExample<E, Result>;
