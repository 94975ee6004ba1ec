import { Random } from './random.ts';

/** How often something goes wrong by itself, as shares from 0 to 1. Drawn anew for each request and each webhook. */
export type LoopOdds = {
  /** The same seed and the same order of requests draw the same. */
  seed?: number;
  /** Of sends: the connection is closed, nothing was sent. */
  dropRequest?: number;
  /** Of sends: sent and reported, the answer is lost. */
  loseAnswer?: number;
  /** Of sends, by HTTP status: nothing was sent. */
  status?: Record<string, number>;
  /** Of sends: looked at `ms` late, or when the client has left. */
  slow?: { share: number; ms: number };
  /** Of look-ups of a status or a history: answered 503. */
  lookup?: number;
  /** Of webhooks: posted twice. */
  copy?: number;
  /** Of webhooks: posted up to `ms` late, so that later ones overtake it. */
  late?: { share: number; ms: number };
};

/** What a send was drawn to suffer. */
export type Strike =
  { kind: 'dropRequest' | 'loseAnswer' } | { kind: 'status'; code: number } | { kind: 'slow'; ms: number };

export class Odds {
  #odds: LoopOdds = {};
  #random = new Random(0);
  /**
   * Sends that have been struck, until there are no odds at all. The same text is spared afterwards, so that what is
   * drawn shows how one fault is dealt with, and never by bad luck that a second one is.
   */
  readonly #struck = new Set<string>();

  set(odds: LoopOdds | undefined): void {
    this.#odds = odds ?? {};
    this.#random = new Random(this.#odds.seed ?? 0);
    if (!odds) this.#struck.clear();
  }

  strike(send: unknown): Strike | undefined {
    const { dropRequest = 0, loseAnswer = 0, status = {}, slow } = this.#odds;
    const chances: [share: number, strike: Strike][] = [
      [dropRequest, { kind: 'dropRequest' }],
      [loseAnswer, { kind: 'loseAnswer' }],
      [slow?.share ?? 0, { kind: 'slow', ms: slow?.ms ?? 0 }],
      ...Object.entries(status).map(([code, share]): [number, Strike] => [
        share,
        { kind: 'status', code: Number(code) },
      ]),
    ];
    let drawn = this.#random.next();
    const hit = chances.find(([share]) => (drawn -= share) < 0)?.[1];
    const key = JSON.stringify(send);
    if (!hit || this.#struck.has(key)) return undefined;
    this.#struck.add(key);
    return hit;
  }

  failsLookup(): boolean {
    return this.#random.hits(this.#odds.lookup ?? 0);
  }

  /** How many times a webhook is posted that is asked for `copies` times. */
  copiesOf(copies: number): number {
    return copies + (this.#random.hits(this.#odds.copy ?? 0) ? 1 : 0);
  }

  /** How late one of them sets out, in ms. */
  delay(): number {
    const { late } = this.#odds;
    return late && this.#random.hits(late.share) ? Math.round(this.#random.between(0, late.ms)) : 0;
  }
}
