import type { EvaluatedExample } from '../../src/dspy/evaluate.ts';

/** What a category of examples came to. */
export interface CategoryScore {
  readonly category: string;
  readonly n: number;
  /** From 0 to 1. */
  readonly mean: number;
  readonly failed: number;
}

export interface Summary {
  readonly categories: readonly CategoryScore[];
  readonly total: CategoryScore;
  /** Standard error of the mean: another set of examples of this size would come out about so much higher or lower. */
  readonly standardError: number;
  readonly costUsd: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Milliseconds of one run of the program. */
  readonly p50: number;
  readonly p95: number;
}

type Row = EvaluatedExample<{ readonly category: string }, unknown>;

export function summarize(rows: readonly Row[]): Summary {
  const byCategory = Map.groupBy(rows, ({ example }) => example.category);
  const categories = [...byCategory].map(([category, some]) => scoreOf(category, some));
  const times = rows.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const sum = (of: (row: Row) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    categories: categories.toSorted((a, b) => a.category.localeCompare(b.category)),
    total: scoreOf('all', rows),
    standardError: standardError(rows.map(({ score }) => score)),
    costUsd: sum(({ costUsd }) => costUsd),
    promptTokens: sum(({ usage }) => usage.promptTokens),
    completionTokens: sum(({ usage }) => usage.completionTokens),
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
  };
}

/** Of the mean; 0 where one number says nothing about others. */
export function standardError(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}

function scoreOf(category: string, rows: readonly Row[]): CategoryScore {
  const mean = rows.reduce((sum, { score }) => sum + score, 0) / rows.length;
  return { category, n: rows.length, mean, failed: rows.filter(({ error }) => error !== undefined).length };
}

/** The least value that so many of the values do not exceed. */
function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] ?? 0;
}
