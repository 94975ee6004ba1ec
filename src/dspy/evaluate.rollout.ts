import { AsyncLocalStorage } from 'node:async_hooks';

const rollouts = new AsyncLocalStorage<Map<string, number>>();

/** Marks what `work` asks a model for as belonging to one run of a program. */
export function asOneRollout<T>(work: () => Promise<T>): Promise<T> {
  return rollouts.run(new Map(), work);
}

/**
 * How often the current run has asked for the same before; 0 outside a run. A program that asks again on purpose, as
 * BestOfN does, wants another answer; another run of it wants the answer that the first one got.
 */
export function countRepeat(key: string): number {
  const asked = rollouts.getStore();
  const before = asked?.get(key) ?? 0;
  asked?.set(key, before + 1);
  return before;
}
