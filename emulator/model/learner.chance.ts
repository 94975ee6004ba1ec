import { createHash } from 'node:crypto';

/** A number from 0 up to 1 that looks drawn but follows from what it is drawn for. */
export function chance(seed: number, ...what: unknown[]): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...what]))
    .digest();
  return digest.readUInt32BE() / 2 ** 32;
}

/** All items in an order that follows from the seed. */
export function shuffled<T>(items: readonly T[], seed: number, ...what: unknown[]): T[] {
  const drawn = items.map((item, index) => ({ item, at: chance(seed, ...what, index) }));
  return drawn.toSorted((one, other) => one.at - other.at).map(({ item }) => item);
}
