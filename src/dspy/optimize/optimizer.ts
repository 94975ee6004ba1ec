import { LanguageModelError } from '../errors.ts';
import type { Example, Metric } from '../example.ts';
import type { Module } from '../module.ts';
import type { CallOptions } from '../call-options.ts';
import type { Budget } from './budget.ts';

/** What every optimiser takes. Given a deterministic model, the same options lead to the same program. */
export interface OptimizeOptions<Input, Result, E extends Example<Input>> extends CallOptions {
  readonly metric: Metric<Input, Result, E>;
  /** What the optimiser may learn from. */
  readonly train: readonly E[];
  /** What decides between candidates. Keep examples that neither list holds for the final score. */
  readonly validation: readonly E[];
  readonly budget: Budget;
  /** 0 by default. */
  readonly seed?: number;
  /** Examples at a time; 4 by default. */
  readonly concurrency?: number;
  /** Must not throw. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Which errors end the search; an outage of the model by default. Scored as 0, it would say that whichever candidate
   * it happened to meet is a bad one.
   */
  readonly isFatal?: (error: unknown) => boolean;
}

export interface Progress {
  /** Units of the budget whose work is done. */
  readonly done: number;
  readonly total: number;
  /** Mean of the best candidate so far on the validation examples; absent until the baseline is known. */
  readonly best?: number;
  /** Something worth a line: a candidate was scored, kept or refused. */
  readonly note?: string;
}

/** A program that was tried on all validation examples. */
export interface Candidate<P> {
  /** How it came about, for people. */
  readonly label: string;
  readonly program: P;
  /** Mean over the validation examples. */
  readonly mean: number;
  /** By validation example. */
  readonly scores: readonly number[];
}

export interface Optimized<P> {
  /** The best candidate's; a copy, or the program that was given when nothing beat it. Never worse than the baseline. */
  readonly program: P;
  readonly best: Candidate<P>;
  /** The program as it was given. */
  readonly baseline: Candidate<P>;
  /** In the order of their trial, the baseline first. */
  readonly candidates: readonly Candidate<P>[];
  /** Units of the budget. */
  readonly spent: number;
  /** Why it ended: the budget has not enough left for another step, or there is nothing more to try. */
  readonly ended: 'budget' | 'finished';
}

/** Any optimiser that is set up already. */
export type Optimizer = <Input, Result, E extends Example<Input>, P extends Module<Input, Result>>(
  program: P,
  options: OptimizeOptions<Input, Result, E>,
) => Promise<Optimized<P>>;

/** The model could not be had; as opposed to one that answered badly, which is the program's own affair. */
export function isOutage(error: unknown): boolean {
  return error instanceof LanguageModelError && error.kind !== 'bad-output';
}
