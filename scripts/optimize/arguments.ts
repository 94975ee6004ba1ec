import { parseArgs } from 'node:util';
import { ARTIFACT_PATH } from '../../src/agent/artifact.ts';
import { parsed, wholeNumber } from '../evaluate/numbers.ts';
import { UsageError } from '../evaluate/usage.error.ts';

export const METHODS = ['gepa', 'bootstrap', 'search', 'labeled'] as const;
export type Method = (typeof METHODS)[number];

export interface OptimizeArguments {
  readonly method: Method;
  /** Program runs and reflections of the search. */
  readonly budget: number;
  readonly seed: number;
  /** Draws the splits by the seed instead of taking those of the file. */
  readonly resplit: boolean;
  readonly data: string;
  readonly out: string;
  /** Undefined: the model that the server would use. */
  readonly student?: string;
  readonly reflection?: string;
  readonly judge: boolean;
  readonly concurrency: number;
  readonly tokensPerMinute?: number;
  /** Undefined: nothing is kept. */
  readonly cache?: string;
  readonly yes: boolean;
}

export const USAGE = `npm run optimize -- --method METHOD --budget N [options]

  --method METHOD      gepa: rewrites the instructions by reflection on what went wrong
                       search: tries many sets of demos; bootstrap, labeled: one set
  --budget N           runs of the program and reflections that the search may spend
  --out FILE           what to write when it is better (${ARTIFACT_PATH})
  --data FILE          examples, one JSON object a line (data/chip.examples.jsonl)
  --student MODEL      the model that answers (GROQ_MODEL)
  --reflection MODEL   the model that rewrites instructions (the student)
  --judge              lets a model judge replies too, beside the rules
  --seed N             another seed is another search (0)
  --resplit            draws train, validation and test examples by the seed, whatever the file says
  --concurrency N      examples at a time (4)
  --tpm N              tokens a minute at most; without it the endpoint's own limits hold
  --no-cache           does not keep answers in .cache/dspy: a run that stops begins anew
  --yes                does not ask before it starts`;

const OPTIONS = {
  method: { type: 'string' },
  budget: { type: 'string' },
  out: { type: 'string', default: ARTIFACT_PATH },
  data: { type: 'string', default: 'data/chip.examples.jsonl' },
  student: { type: 'string' },
  reflection: { type: 'string' },
  judge: { type: 'boolean', default: false },
  seed: { type: 'string', default: '0' },
  resplit: { type: 'boolean', default: false },
  concurrency: { type: 'string', default: '4' },
  tpm: { type: 'string' },
  cache: { type: 'boolean', default: true },
  yes: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** @returns undefined when only help is asked for @throws UsageError */
export function readArguments(args: readonly string[]): OptimizeArguments | undefined {
  const { values } = parsed(() => parseArgs({ args: [...args], options: OPTIONS, allowNegative: true }));
  if (values.help) return undefined;
  const { help: _, method, budget, seed, concurrency, tpm, cache, ...asGiven } = values;
  if (!METHODS.includes(method as Method))
    throw new UsageError(
      `--method must be one of ${METHODS.join(', ')}${method === undefined ? '' : `, not ${method}`}`,
    );
  if (budget === undefined) throw new UsageError('--budget is missing: how many runs may the search spend?');
  if (!asGiven.out.endsWith('.json')) throw new UsageError('--out must end in .json');
  return {
    ...asGiven,
    method: method as Method,
    budget: wholeNumber('budget', budget, 1),
    seed: wholeNumber('seed', seed, 0, 2 ** 32 - 1),
    concurrency: wholeNumber('concurrency', concurrency, 1, 64),
    tokensPerMinute: tpm === undefined ? undefined : wholeNumber('tpm', tpm, 1, 100_000_000),
    cache: cache ? '.cache/dspy' : undefined,
  };
}
