import type { ServerResponse } from 'node:http';
import type { ModelStep } from '../faults.ts';

export function retryHeaders({ retryAfter }: ModelStep): Record<string, string> {
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}

/** Of the shape Groq sends (requests a day, tokens a minute) but not enforced: a fault does that on demand. */
export function rateLimitHeaders(tokens: number): Record<string, string> {
  return {
    'x-ratelimit-limit-requests': '1000',
    'x-ratelimit-limit-tokens': '8000',
    'x-ratelimit-remaining-requests': '999',
    'x-ratelimit-remaining-tokens': String(Math.max(0, 8000 - tokens)),
    'x-ratelimit-reset-requests': '1m26.4s',
    'x-ratelimit-reset-tokens': `${(tokens * 0.0075).toFixed(3)}s`,
  };
}

/** Complete as HTTP, broken as JSON: clients tend to check only the first. */
export function sendHalf(res: ServerResponse, body: unknown, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body);
  res.writeHead(200, { 'content-type': 'application/json', ...headers });
  res.end(text.slice(0, text.length / 2));
}
