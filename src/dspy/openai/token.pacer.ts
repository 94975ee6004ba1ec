import type { Usage } from '../language-model.ts';
import type { RateLimits } from './rate-limit.headers.ts';

interface ModelState {
  /** As last reported, at `at`; grows by `perMs` up to `limit`. */
  tokens?: { limit: number; remaining: number; perMs: number; at: number };
  /** Nothing is to be had of it before this. */
  restsUntil: number;
  /** Of requests under way. */
  reserved: number;
  /** Tokens used per token estimated, smoothed: estimates count neither answers nor the cache. */
  ratio: number;
}

/** Long enough not to ask a dead model over and over, short enough to notice soon that it is back. */
const LONGEST_REST_MS = 15 * 60_000;
const SMOOTHING = 0.2;

/**
 * Keeps requests within the limits that a provider reports, which are counted per model: says how long to wait, before
 * the provider has to refuse.
 */
export class TokenPacer {
  private readonly models = new Map<string, ModelState>();

  /** Milliseconds until a request of about `tokens` should go through; 0 = now, also for a model not heard of yet. */
  waitMs(model: string, tokens: number): number {
    const state = this.models.get(model);
    if (!state) return 0;
    const now = performance.now();
    const rest = Math.max(0, state.restsUntil - now);
    if (!state.tokens) return rest;
    const { limit, remaining, perMs, at } = state.tokens;
    const available = Math.min(limit, remaining + (now - at) * perMs) - state.reserved;
    // One that is larger than the limit itself gets no smaller by waiting: the provider shall decide.
    const needed = Math.min(tokens * state.ratio, limit);
    return Math.max(rest, (needed - available) / perMs, 0);
  }

  /** A request of about `tokens` begins. Call what is returned when it has ended, with what it took. */
  begin(model: string, tokens: number): (limits: RateLimits, used?: Usage) => void {
    const state = this.stateOf(model);
    const reserved = tokens * state.ratio;
    state.reserved += reserved;
    return ({ tokens: reported, noRequestsForMs }, used) => {
      state.reserved = Math.max(0, state.reserved - reserved);
      if (reported) state.tokens = refill(reported);
      if (noRequestsForMs !== undefined) this.rest(model, noRequestsForMs);
      const spent = used ? used.promptTokens + used.completionTokens - used.cachedTokens : 0;
      if (spent > 0 && tokens > 0) state.ratio += SMOOTHING * (spent / tokens - state.ratio);
    };
  }

  /** This model is of no use for so long. */
  rest(model: string, ms: number): void {
    const state = this.stateOf(model);
    const until = performance.now() + Math.min(ms, LONGEST_REST_MS);
    state.restsUntil = Math.max(state.restsUntil, until);
  }

  private stateOf(model: string): ModelState {
    const known = this.models.get(model);
    if (known) return known;
    const state: ModelState = { restsUntil: 0, reserved: 0, ratio: 1 };
    this.models.set(model, state);
    return state;
  }
}

/** The reset is when all of it will be there again. Without one: limits are counted by the minute. */
function refill({ limit, remaining, resetMs }: NonNullable<RateLimits['tokens']>): ModelState['tokens'] {
  const perMs = resetMs > 0 && remaining < limit ? (limit - remaining) / resetMs : limit / 60_000;
  return { limit, remaining, perMs, at: performance.now() };
}
