import { pause } from '../time-limit.ts';

const MINUTE_MS = 60_000;

export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** @throws the signal's reason as soon as it aborts */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

export const realClock: Clock = { now: () => performance.now(), sleep: pause };

/** A limit of tokens a minute, to be shared by everything that asks the same model. */
export class TokenWindow {
  readonly #tokensPerMinute: number;
  readonly #clock: Clock;
  /** Of the last minute; estimated until it is known what a request took. */
  #spent: { at: number; tokens: number }[] = [];
  #queue: Promise<void> = Promise.resolve();

  constructor(tokensPerMinute: number, clock: Clock = realClock) {
    this.#tokensPerMinute = tokensPerMinute;
    this.#clock = clock;
  }

  /**
   * Waits until a request of about `tokens` may go out, after all that asked before it. Call what is returned with the
   * tokens that it took.
   *
   * @throws the signal's reason as soon as it aborts
   */
  async enter(tokens: number, signal: AbortSignal | undefined): Promise<(used: number) => void> {
    const entry = { at: 0, tokens };
    // One after the other, or all that wait would see the same room.
    const turn = this.#queue.then(() => this.#waitForRoom(entry, signal));
    this.#queue = turn.catch(() => undefined);
    await turn;
    return (used) => (entry.tokens = used);
  }

  async #waitForRoom(entry: { at: number; tokens: number }, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const now = this.#clock.now();
      this.#spent = this.#spent.filter(({ at }) => at > now - MINUTE_MS);
      const used = this.#spent.reduce((sum, { tokens }) => sum + tokens, 0);
      // One that is larger than the limit by itself must go out at some time, too.
      if (used === 0 || used + entry.tokens <= this.#tokensPerMinute) break;
      await this.#clock.sleep(this.#spent[0]!.at + MINUTE_MS - now, signal);
    }
    entry.at = this.#clock.now();
    this.#spent.push(entry);
  }
}
