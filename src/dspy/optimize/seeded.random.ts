/**
 * Random numbers that a seed decides, so that a search can be run again. Not for secrets.
 *
 * The generator is mulberry32: 32 bits of state, and good enough to shuffle a few hundred examples.
 */
export class SeededRandom {
  #state: number;

  /** @param seed - any whole number; its lowest 32 bits count */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, less than 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** The items in another order (Fisher and Yates). */
  shuffled<T>(items: readonly T[]): T[] {
    const order = [...items];
    for (let last = order.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    return order;
  }

  /** One of the items, each with the chance of its weight. @throws RangeError when no weight is above 0 */
  weighted<T>(items: readonly T[], weights: readonly number[]): T {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0)) throw new RangeError('nothing to choose from');
    let left = this.next() * total;
    const chosen = weights.findIndex((weight) => (left -= weight) < 0);
    // Rounding may leave a little over; the last one with a weight takes it.
    return items[chosen === -1 ? weights.findLastIndex((weight) => weight > 0) : chosen]!;
  }
}
