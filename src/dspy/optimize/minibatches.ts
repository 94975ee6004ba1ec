import type { SeededRandom } from './seeded.random.ts';

/** Endless small samples: all items in a random order before any comes again, but for a rest too small for a batch. */
export function* minibatches<T>(
  items: readonly T[],
  size: number,
  random: SeededRandom,
): Generator<T[], never> {
  for (;;) {
    const order = random.shuffled(items);
    for (let start = 0; start + size <= order.length; start += size) yield order.slice(start, start + size);
  }
}
