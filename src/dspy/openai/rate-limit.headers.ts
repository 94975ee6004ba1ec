import type { Headers } from './openai.client.ts';

/** What a provider says about its limits for one model. Groq's: tokens a minute, requests a day. */
export interface RateLimits {
  readonly tokens?: { readonly limit: number; readonly remaining: number; readonly resetMs: number };
  /** Set only when there are none left. */
  readonly noRequestsForMs?: number;
}

/** Reads `x-ratelimit-*` (https://console.groq.com/docs/rate-limits); what is absent or unreadable is left out. */
export function readRateLimits(headers: Headers | undefined): RateLimits {
  const number = (name: string): number => {
    const text = headers?.get(`x-ratelimit-${name}`)?.trim();
    return text ? Number(text) : NaN;
  };
  const [limit, remaining] = [number('limit-tokens'), number('remaining-tokens')];
  const resetMs = durationMs(headers?.get('x-ratelimit-reset-tokens'));
  const noRequestsForMs = durationMs(headers?.get('x-ratelimit-reset-requests'));
  return {
    ...(limit > 0 && remaining >= 0 && resetMs !== undefined && { tokens: { limit, remaining, resetMs } }),
    ...(number('remaining-requests') === 0 && noRequestsForMs !== undefined && { noRequestsForMs }),
  };
}

const UNIT_MS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** `2m59.56s`, `7.66s`, `120ms`, or plain seconds. */
export function durationMs(text: string | null | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1_000;
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[dhms]))+$/.test(trimmed)) return undefined;
  return [...trimmed.matchAll(/([\d.]+)(ms|[dhms])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * UNIT_MS[unit!]!,
    0,
  );
}
