import { join } from 'node:path';
import type { ChipAnswer, ChipInput } from '../../src/agent/reply.program.ts';
import type { ChipExample } from '../../src/agent/examples.ts';
import type { EvaluatedExample } from '../../src/dspy/evaluate.ts';
import { reportPage } from './report-page.ts';
import type { Summary } from './summary.ts';
import { writeWhole } from './write-file.ts';

export interface ReportedExample {
  readonly id: string;
  readonly category: string;
  readonly score: number;
  readonly input: ChipInput;
  /** Absent when the program failed. */
  readonly reply?: string;
  /** The class of the error. */
  readonly error?: string;
  readonly feedback: string;
  readonly expected?: string;
  readonly ms: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly costUsd: number;
}

export interface Report {
  readonly title: string;
  readonly created_at: string;
  readonly model: string;
  readonly data: string;
  readonly split: string;
  /** Which instructions and demos. */
  readonly artifact: string;
  /** The judging model. */
  readonly judge?: string;
  readonly summary: Summary;
  readonly examples: readonly ReportedExample[];
}

export function reportedExample(row: EvaluatedExample<ChipExample, ChipAnswer>): ReportedExample {
  const { example, score, feedback, result, error, usage, costUsd, ms } = row;
  return {
    id: example.id,
    category: example.category,
    score,
    input: example.input,
    reply: result?.reply,
    error: error instanceof Error ? error.name : undefined,
    feedback,
    expected: example.expected?.reply,
    ms: Math.round(ms),
    promptTokens: usage.promptTokens,
    completionTokens: usage.completionTokens,
    costUsd,
  };
}

/** Writes report.json and report.html. @returns the page's path @throws UsageError when the folder cannot be written */
export function writeReport(folder: string, report: Report): string {
  const page = join(folder, 'report.html');
  writeWhole(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeWhole(page, reportPage(report));
  return page;
}
