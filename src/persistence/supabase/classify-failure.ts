import type { Failure } from './supabase.error.ts';

/**
 * What heals by itself: connection problems (08), too few resources (53), stopped or starting (57P), serialisation,
 * deadlock, lock and statement time-outs, a server that is read-only during a failover. PGRST000 to 003: no database, no
 * connection, schema being read, no free connection. PGRST202: a function that a migration has just made and PostgREST
 * has not noticed.
 */
const TRANSIENT = /^(?:08...|53...|57P..|40001|40P01|55P03|57014|25006|PGRST00[0-3]|PGRST202)$/;

/** Network errors of Node and undici, as supabase-js quotes them. */
const SYSTEM_CODE = /\b(?:E[A-Z]{4,}|UND_ERR_[A-Z_]+)\b/;

/** The error of a supabase-js answer; only its code is ever used. */
export interface AnswerError {
  code?: string | null;
  message?: string;
  details?: string | null;
}

/**
 * Reads a failed answer of supabase-js. Its `details` may hold the row in question and its `message` a whole page, so
 * nothing but codes leaves this function.
 */
export function classifyFailure(status: number, error: AnswerError): Failure {
  if (status === 0) {
    const aborted = /^(?:AbortError|TimeoutError)/.test(error.message ?? '');
    const code = aborted ? 'timeout' : (SYSTEM_CODE.exec(error.details ?? '')?.[0] ?? '');
    return { status, code, transient: true };
  }
  // A gateway's own errors come with codes of all kinds, or as a page.
  const code = /^[A-Z0-9]{5,8}$/.test(error.code ?? '') ? (error.code ?? '') : '';
  const byStatus = (status >= 500 && code === '') || status === 429 || status === 408;
  // A page with 200 or 404 is somebody else's.
  return { status, code, transient: TRANSIENT.test(code) || byStatus || (status >= 502 && status <= 504) };
}
