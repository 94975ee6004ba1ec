import { mapPooled } from './evaluate.pool.ts';
import { asOneRollout } from './evaluate.rollout.ts';
import type { Example, Metric, Score } from './example.ts';
import type { Usage } from './language-model.ts';
import type { Module } from './module.ts';
import type { CallOptions } from './call-options.ts';
import { track, type CallTrace } from './tracking.ts';

export interface EvaluateOptions<E> extends CallOptions {
  /** Examples at a time; 4 by default. */
  readonly concurrency?: number;
  /** Told after each example. Must not throw. */
  readonly onProgress?: (progress: {
    done: number;
    total: number;
    row: EvaluatedExample<E, unknown>;
  }) => void;
  /**
   * Which errors of the program end the evaluation instead of counting as a score of 0. None by default: right for
   * what the program got wrong, wrong for an endpoint that is down.
   */
  readonly isFatal?: (error: unknown) => boolean;
}

export interface EvaluatedExample<E, Result> extends Score {
  readonly example: E;
  readonly feedback: string;
  /** Absent when the program failed. */
  readonly result?: Result;
  readonly error?: unknown;
  /** The model calls of the program, not those of the metric. */
  readonly calls: readonly CallTrace[];
  readonly usage: Usage;
  /** Milliseconds that the program took. */
  readonly ms: number;
  /** US dollars, of the program and the metric; 0 where prices are not known. */
  readonly costUsd: number;
}

export interface Evaluation<E, Result> {
  /** From 0 to 1. */
  readonly mean: number;
  /** In the order of the examples. */
  readonly rows: readonly EvaluatedExample<E, Result>[];
  readonly costUsd: number;
}

/**
 * Runs a program on every example and scores what comes out. A program that fails scores 0, and its error's class is the
 * feedback.
 *
 * @throws RangeError without examples, with a concurrency below 1, or when the metric gives a score that is not from 0 to 1.
 * @throws what the metric throws: a broken metric must not look like a bad program.
 * @throws an error of the program that `isFatal` picks, or the reason of the signal.
 */
export async function evaluate<Input, Result, E extends Example<Input>>(
  program: Module<Input, Result>,
  examples: readonly E[],
  metric: Metric<Input, Result, E>,
  options: EvaluateOptions<E>,
): Promise<Evaluation<E, Result>> {
  if (examples.length === 0) throw new RangeError('nothing to evaluate: there are no examples');
  const { concurrency = 4, onProgress, isFatal, ...call } = options;
  let done = 0;
  const rows = await mapPooled(examples, concurrency, call.signal, async (example, signal) => {
    const options = { ...call, signal, isFatal };
    const row = await asOneRollout(() => evaluateOne(program, example, metric, options));
    onProgress?.({ done: ++done, total: examples.length, row });
    return row;
  });
  return { mean: meanOf(rows), rows, costUsd: rows.reduce((sum, { costUsd }) => sum + costUsd, 0) };
}

export function meanOf(scores: readonly Score[]): number {
  return scores.reduce((sum, { score }) => sum + score, 0) / scores.length;
}

async function evaluateOne<Input, Result, E extends Example<Input>>(
  program: Module<Input, Result>,
  example: E,
  metric: Metric<Input, Result, E>,
  { isFatal, ...call }: CallOptions & Pick<EvaluateOptions<E>, 'isFatal'>,
): Promise<EvaluatedExample<E, Result>> {
  const { signal } = call;
  const startedAt = performance.now();
  // The error is caught inside, since the calls that led to it are worth knowing.
  const ran = await track(() =>
    program.forward(example.input, call).then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    ),
  );
  const ms = performance.now() - startedAt;
  const { calls, usage, costUsd } = ran;
  if ('error' in ran.result) {
    const { error } = ran.result;
    signal?.throwIfAborted();
    if (isFatal?.(error)) throw error;
    return { example, score: 0, feedback: failure(error), error, calls, usage, ms, costUsd };
  }
  const { result } = ran.result;
  const judged = await track(async () => metric(example, result, calls, { signal }));
  const { score, feedback = '' } = judged.result;
  if (!(score >= 0 && score <= 1)) throw new RangeError(`a score is a number from 0 to 1, not ${score}`);
  return { example, score, feedback, result, calls, usage, ms, costUsd: costUsd + judged.costUsd };
}

/** The class alone: a foreign message may quote what was said. */
function failure(error: unknown): string {
  return `The program failed: ${error instanceof Error ? error.name : typeof error}.`;
}
