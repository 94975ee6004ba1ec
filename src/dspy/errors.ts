/**
 * Why no usable answer came back:
 * - `unavailable`: overloaded, rate-limited, unreachable, or the model id is gone;
 * - `rejected`: the request itself was refused (key, size, arguments); trying again cannot help;
 * - `timeout`: the time ran out;
 * - `bad-output`: answers came, but cut off, filtered or empty.
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

  constructor(failure: { kind: FailureKind; status?: number; code?: string; attempts: number }) {
    const { kind, status, code, attempts } = failure;
    const details = [`attempts ${attempts}`, status && `status ${status}`, code && `code ${code}`];
    super(`Language model: ${kind} (${details.filter(Boolean).join(', ')})`);
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.attempts = attempts;
  }
}

/** The model answered, but not in the shape the signature asks for. Holds names only, no model text. */
export class OutputParseError extends Error {
  override readonly name = 'OutputParseError';
  readonly signature: string;
  readonly missing: readonly string[];

  constructor(signature: string, missing: readonly string[]) {
    super(`${signature}: the answer lacks ${missing.join(', ')}`);
    this.signature = signature;
    this.missing = missing;
  }
}
