import { parseArgs } from 'node:util';
import { ARTIFACT_PATH } from '../../src/agent/artifact.ts';
import { SPLITS, type Split } from '../../src/agent/examples.line.ts';
import { parsed, wholeNumber } from './numbers.ts';
import { UsageError } from './usage.error.ts';

export interface EvaluateArguments {
  readonly data: string;
  readonly split: Split | 'all';
  readonly judge: boolean;
  readonly limit: number;
  readonly concurrency: number;
  readonly tokensPerMinute?: number;
  /** Folder of the report. */
  readonly out: string;
  /** Undefined: what the server would use. 'none': Chip as he is in the code. */
  readonly artifact?: string;
}

export const USAGE = `npm run evaluate -- [options]

  --data FILE        examples, one JSON object a line (data/chip.examples.jsonl)
  --split SPLIT      test, validation, train or all (test)
  --limit N          only the first N
  --judge            lets a model judge replies too, beside the rules
  --artifact FILE    with this saved program; "none": as Chip is in the code
                     (${ARTIFACT_PATH} where there is one, as the server does)
  --concurrency N    examples at a time (4)
  --tpm N            tokens a minute at most; without it the endpoint's own limits hold
  --out DIR          where report.html and report.json go (reports/ and the time)`;

const OPTIONS = {
  data: { type: 'string', default: 'data/chip.examples.jsonl' },
  split: { type: 'string', default: 'test' },
  judge: { type: 'boolean', default: false },
  limit: { type: 'string' },
  concurrency: { type: 'string', default: '4' },
  tpm: { type: 'string' },
  out: { type: 'string' },
  artifact: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** @returns undefined when only help is asked for @throws UsageError */
export function readArguments(args: readonly string[], now: Date): EvaluateArguments | undefined {
  const { values } = parsed(() => parseArgs({ args: [...args], options: OPTIONS }));
  if (values.help) return undefined;
  const { data, split, judge, limit, concurrency, tpm, out, artifact } = values;
  if (split !== 'all' && !SPLITS.includes(split as Split))
    throw new UsageError(`--split must be one of ${SPLITS.join(', ')} or all, not ${split}`);
  return {
    data,
    judge,
    artifact,
    split: split as Split | 'all',
    limit: limit === undefined ? Infinity : wholeNumber('limit', limit, 1),
    concurrency: wholeNumber('concurrency', concurrency, 1, 64),
    tokensPerMinute: tpm === undefined ? undefined : wholeNumber('tpm', tpm, 1, 100_000_000),
    // A report is never written over another one.
    out: out ?? `reports/${now.toISOString().slice(0, 19).replaceAll(':', '-')}`,
  };
}
