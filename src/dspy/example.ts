import type { CallTrace } from './tracking.ts';

/** Something to try a program on. Whatever else an example carries (an id, a category) is for the metric. */
export interface Example<Input = unknown> {
  readonly input: Input;
  /** Approved outputs by field name, as far as there are any. */
  readonly expected?: Readonly<Record<string, unknown>>;
}

export interface Score {
  /** 0 (useless) to 1 (as good as can be). */
  readonly score: number;
  /** In words, for people and for a reflecting model: what was wrong, and what would have been right. */
  readonly feedback?: string;
}

export interface MetricOptions {
  /** For metrics that call a model. */
  readonly signal?: AbortSignal;
}

/** Says how good a result is. `calls` are the model calls that led to it. */
export type Metric<Input, Result, E extends Example<Input> = Example<Input>> = (
  example: E,
  result: Result,
  calls: readonly CallTrace[],
  options: MetricOptions,
) => Score | Promise<Score>;
