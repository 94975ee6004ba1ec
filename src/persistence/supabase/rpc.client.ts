import { setTimeout as delay } from 'node:timers/promises';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { backoffMs } from '../../conversation/backoff.ts';
import { Slots } from '../../conversation/slots.ts';
import { cleanDeep } from '../../conversation/text.ts';
import { TimeLimitError } from '../../conversation/time-limit.ts';
import { classifyFailure } from './classify-failure.ts';
import { ServerClock } from './server.clock.ts';
import { SupabaseError } from './supabase.error.ts';

/** For all tries of one call. Less than the 5 s in which a webhook must be answered. */
const BUDGET_MS = 4500;
/** Another try must have a chance. */
const LEAST_MS = 250;
const TRIES = 4;
/** Calls under way at once. More would only wait in PostgREST, which does also what nobody waits for any more. */
const MOST_UNDER_WAY = 48;

const ADMIT = 'admit';
/**
 * Calls at once of workers: turns that become due together would otherwise fill the database's connections, and webhooks
 * wait behind them.
 */
const MOST_BEHIND = 4;
/** One that takes longer waits for something else than its turn. */
const MAKES_ROOM_MS = 250;

/** What the functions of `supabase/migrations/*_api.sql` answer. */
interface Envelope {
  value: unknown;
  now: number;
}

/** Calls the database's functions through PostgREST. Everything it calls may be repeated, so what is lost is asked again. */
export class RpcClient {
  readonly clock = new ServerClock();
  private readonly supabase: SupabaseClient;
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly slots = new Slots(MOST_UNDER_WAY);
  private readonly behind = new Slots(MOST_BEHIND);
  private closed = false;

  /**
   * @param url of the project, without a path
   * @param key its secret key
   */
  constructor(url: string, key: string) {
    this.supabase = createClient(url, key, {
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
      db: { retry: false, timeout: BUDGET_MS },
    });
  }

  /**
   * @param input JSON-serialisable; what no database could store (NUL, lone surrogates) is cleaned away
   * @param budgetMs for all tries together
   * @returns the function's value
   */
  call(name: string, input?: object, budgetMs = BUDGET_MS): Promise<unknown> {
    if (this.closed) return Promise.reject(new Error('the store is closed'));
    const args = input && { input: cleanDeep(input) };
    const call = this.persist(name, args, performance.now() + budgetMs).finally(() =>
      this.underWay.delete(call),
    );
    this.underWay.add(call);
    return call;
  }

  /** Takes nothing more and waits for what is under way. Idempotent. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.underWay);
  }

  private async persist(name: string, args: object | undefined, until: number): Promise<unknown> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.enter(name, () => this.try(name, args, until - performance.now()));
      } catch (error) {
        const wait = backoffMs(tries - 1, 40, 400);
        const late = performance.now() + wait + LEAST_MS > until;
        if (!(error instanceof SupabaseError && error.transient) || tries === TRIES || late) throw error;
        await delay(wait);
      }
    }
  }

  /** What stores webhooks comes at once. Everything else waits in line, and a slow call makes room for the next. */
  private async enter<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (name === ADMIT) return this.slots.use(undefined, work);
    let call: Promise<T> | undefined;
    await this.behind.use(undefined, () => {
      const entered = (call = this.slots.use(undefined, work));
      return settledWithin(MAKES_ROOM_MS, entered);
    });
    return call as Promise<T>;
  }

  private async try(name: string, args: object | undefined, budgetMs: number): Promise<unknown> {
    // It has waited for a slot until nobody waits for it any more.
    if (budgetMs <= 0) throw new TimeLimitError('the database has too much to do');
    const askedMs = Date.now();
    const { data, error, status } = await this.supabase
      .rpc(name, args)
      .abortSignal(AbortSignal.timeout(Math.max(1, Math.ceil(budgetMs))));
    if (error) throw new SupabaseError(name, classifyFailure(status, error));
    // Whoever else may listen there: an empty 404 is no error to supabase-js.
    if (!isEnvelope(data)) throw new SupabaseError(name, { status: 404, code: '', transient: false });
    this.clock.learn(data.now, askedMs, Date.now());
    return data.value;
  }
}

/** Resolves when the call has ended in whatever way, or the time is over. */
async function settledWithin(ms: number, call: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const over = delay(ms, undefined, { signal: timer.signal, ref: false });
  await Promise.race([Promise.allSettled([call]), over.catch(() => undefined)]);
  timer.abort();
}

function isEnvelope(data: unknown): data is Envelope {
  return data !== null && typeof data === 'object' && 'value' in data && 'now' in data;
}
