import type { EvaluatedExample } from '../evaluate.ts';
import type { Example } from '../example.ts';
import type { Module } from '../module.ts';
import type { Trials } from './trials.ts';

/** Remembers what programs did on examples, so that no run is paid for twice. */
export class RowMemo<Input, Result, E extends Example<Input>, P extends Module<Input, Result>> {
  readonly #trials: Trials<Input, Result, E, P>;
  readonly #rows = new Map<P, Map<E, EvaluatedExample<E, Result>>>();

  constructor(trials: Trials<Input, Result, E, P>) {
    this.#trials = trials;
  }

  /** As `Trials.run`, but only for what is new. */
  async run(program: P, examples: readonly E[]): Promise<EvaluatedExample<E, Result>[]> {
    const known = this.#rows.get(program) ?? new Map<E, EvaluatedExample<E, Result>>();
    this.#rows.set(program, known);
    const fresh = examples.filter((example) => !known.has(example));
    if (fresh.length > 0) {
      const { rows } = await this.#trials.run(program, fresh);
      for (const row of rows) known.set(row.example, row);
    }
    return examples.map((example) => known.get(example)!);
  }
}
