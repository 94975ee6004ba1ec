import type { Usage } from './language-model.ts';
import { NO_USAGE } from './usage.ts';

/**
 * Why no usable answer came back:
 * - `unavailable`: overloaded, rate-limited, unreachable, or the model id is gone;
 * - `rejected`: the request itself was refused (key, size, arguments); trying again cannot help;
 * - `timeout`: the time ran out;
 * - `bad-output`: answers came, but cut off, filtered, empty or not callable.
 */
export type FailureKind = 'unavailable' | 'rejected' | 'timeout' | 'bad-output';

/**
 * A model call that failed for good. Safe to log: it holds no prompt, key or response text,
 * and on purpose no `cause`, because the client's own errors quote the response body.
 */
export class LanguageModelError extends Error {
  override readonly name = 'LanguageModelError';
  readonly kind: FailureKind;
  /** HTTP status of the last attempt, when there was one. */
  readonly status: number | undefined;
  /** Machine-readable reason of the last attempt: the API's error code, `ECONNRESET`, `length`... */
  readonly code: string | undefined;
  /** Requests sent, over all models. */
  readonly attempts: number;
  /** What the call took all the same: unusable answers are billed too. */
  readonly usage: Usage;
  /** US dollars for `usage`; absent when the price of a model that answered is not known. */
  readonly costUsd: number | undefined;

  constructor(failure: {
    kind: FailureKind;
    status?: number;
    code?: string;
    attempts: number;
    usage?: Usage;
    costUsd?: number;
  }) {
    const { kind, status, code, attempts, usage = NO_USAGE, costUsd } = failure;
    const details = [`attempts ${attempts}`, status && `status ${status}`, code && `code ${code}`];
    super(`Language model: ${kind} (${details.filter(Boolean).join(', ')})`);
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.attempts = attempts;
    this.usage = usage;
    this.costUsd = costUsd;
  }
}

/** Fields of an answer that are of no use, each with what is wrong: `{ score: 'is not a number' }`. */
export type FieldProblems = Readonly<Record<string, string>>;

/** The model answered, but not in the shape the signature asks for. Holds names only, no model text. */
export class AdapterParseError extends Error {
  override readonly name = 'AdapterParseError';
  readonly signature: string;
  readonly problems: FieldProblems;

  constructor(signature: string, problems: FieldProblems) {
    const list = Object.entries(problems).map(([name, problem]) => `${name} ${problem}`);
    super(`${signature}: the answer cannot be used: ${list.join(', ')}`);
    this.signature = signature;
    this.problems = problems;
  }
}

/** A saved program that does not fit the one it is loaded into. Names the predictor and field, quotes no prompt text. */
export class StateMismatchError extends Error {
  override readonly name = 'StateMismatchError';
  /** By name; undefined when the file as a whole is at fault. */
  readonly predictor: string | undefined;
  readonly field: string | undefined;

  constructor(what: string, where: { predictor?: string; field?: string } = {}) {
    const place = [where.predictor, where.field].filter(Boolean).join(', ');
    super(`Saved program: ${place && `${place}: `}${what}`);
    this.predictor = where.predictor;
    this.field = where.field;
  }
}
