import type { ServerResponse } from 'node:http';
import type { ModelStep } from '../faults.ts';

export function retryHeaders({ retryAfter }: ModelStep): Record<string, string> {
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}

/** Groq's for a paid plan. With the free plan's 8,000 a client that minds them would be held back by a handful of chats. */
const TOKENS_A_MINUTE = 250_000;

/** Of the shape Groq sends (requests a day, tokens a minute) but not enforced: a fault does that on demand. */
export function rateLimitHeaders(tokens: number): Record<string, string> {
  return {
    'x-ratelimit-limit-requests': '500000',
    'x-ratelimit-limit-tokens': String(TOKENS_A_MINUTE),
    'x-ratelimit-remaining-requests': '499999',
    'x-ratelimit-remaining-tokens': String(Math.max(0, TOKENS_A_MINUTE - tokens)),
    'x-ratelimit-reset-requests': '172ms',
    'x-ratelimit-reset-tokens': `${((tokens / TOKENS_A_MINUTE) * 60).toFixed(3)}s`,
  };
}

/** Complete as HTTP, broken as JSON: clients tend to check only the first. */
export function sendHalf(res: ServerResponse, body: unknown, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  res.writeHead(200, { 'content-type': 'application/json', ...headers });
  res.end(text.slice(0, text.length / 2));
}
