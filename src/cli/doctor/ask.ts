import type { Answered } from './finding.ts';

const TIMEOUT_MS = 8000;

export interface Asked {
  /** 0: no answer came. */
  status: number;
  /** JSON, or null. */
  body: unknown;
  /** Code of a failure to connect (`ECONNREFUSED`), or empty. */
  code: string;
  date: Answered['date'];
}

/** One request. Never rejects, and keeps nothing of what an answer says but its JSON. */
export async function ask(url: string, init: RequestInit = {}): Promise<Asked> {
  const startedAt = Date.now();
  try {
    const answer = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    // Half of the way there and back, on average.
    const ours = (startedAt + Date.now()) / 2;
    const body = (await answer.json().catch(() => null)) as unknown;
    return { status: answer.status, body, code: '', date: Number.isNaN(theirs) ? null : { theirs, ours } };
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } };
    const code = cause?.code ?? (name === 'TimeoutError' ? 'no answer within 8 s' : 'no connection');
    return { status: 0, body: null, code, date: null };
  }
}
