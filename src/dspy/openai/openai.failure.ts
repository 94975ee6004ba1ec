import type { Failure } from './retry.policy.ts';
import { TimeLimitError } from '../time-limit.ts';

/** The parts of the client's errors that are read. Structural, so the client itself is never loaded. */
interface ErrorShape {
  readonly status?: unknown;
  readonly code?: unknown;
  readonly headers?: { get?: (name: string) => string | null };
  readonly cause?: unknown;
  readonly constructor?: { readonly name?: string };
}

/** Timeout, conflict, rate limit, flex capacity (https://console.groq.com/docs/errors). */
const TRANSIENT = new Set([408, 409, 429, 498]);

/**
 * The model wrote a tool call or JSON that the provider could not use
 * (https://console.groq.com/docs/tool-use). The same model may manage at a second try.
 */
const FAILED_GENERATION = new Set(['tool_use_failed', 'json_validate_failed']);

/**
 * Sorts an error thrown by the client. Without a status the answer never fully arrived: refused or
 * reset connections, and a 200 cut off mid-body, which the client throws as a bare SyntaxError.
 */
export function toFailure(error: unknown): Failure {
  if (error instanceof TimeLimitError) return { kind: 'timeout', remedy: 'retry' };
  const shape: ErrorShape = typeof error === 'object' && error !== null ? error : {};
  const { status } = shape;
  const code = safeCode(shape.code);
  // In a stream it comes as an event, under a status that was 200.
  if ((status === 400 || status === undefined) && code !== undefined && FAILED_GENERATION.has(code)) {
    return { kind: 'bad-output', remedy: 'same-model', ...(status === 400 && { status }), code };
  }
  if (typeof status !== 'number') {
    return { kind: 'unavailable', remedy: 'retry', code: transportCode(shape) };
  }
  if (TRANSIENT.has(status) || status >= 500) {
    return { kind: 'unavailable', remedy: 'retry', status, code, retryAfterMs: retryAfterMs(shape) };
  }
  if (status === 404 || (status === 400 && code === 'model_decommissioned')) {
    return { kind: 'unavailable', remedy: 'other-model', status, code };
  }
  return { kind: 'rejected', remedy: 'none', status, code };
}

/** Seconds, by Groq's documentation; anything else (a date) counts as absent. */
function retryAfterMs({ headers }: ErrorShape): number | undefined {
  const header = headers?.get?.('retry-after')?.trim();
  const seconds = header ? Number(header) : NaN;
  return seconds >= 0 ? seconds * 1_000 : undefined;
}

/** The innermost system code (`ECONNREFUSED`) of a wrapped error, or the name of its class. */
function transportCode(error: ErrorShape): string | undefined {
  let code = safeCode(error.constructor?.name);
  let current: ErrorShape | undefined = error;
  for (let depth = 0; depth < 4 && current; depth++) {
    code = safeCode(current.code) ?? code;
    current = typeof current.cause === 'object' && current.cause !== null ? current.cause : undefined;
  }
  return code;
}

/** Codes come from the far end and end up in logs: only short identifiers pass, and none with a number in it. */
function safeCode(code: unknown): string | undefined {
  return typeof code === 'string' && /^[a-z][\w.-]{0,40}$/i.test(code) && !/\d{5}/.test(code)
    ? code
    : undefined;
}
