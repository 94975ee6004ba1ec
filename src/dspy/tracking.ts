import { AsyncLocalStorage } from 'node:async_hooks';
import type { InputFields, OutputFields } from './fields.ts';
import type { Usage } from './language-model.ts';
import type { Predict } from './predict.ts';
import { addUsage, NO_USAGE } from './usage.ts';

/** One call of one predictor, with everything it took: retries, repairs and tool rounds included. */
export interface CallTrace {
  /** The signature's name. */
  readonly predictor: string;
  readonly instance: Predict<InputFields, OutputFields>;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Empty when the call failed. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Also what a failed call used up. */
  readonly usage: Usage;
  /** The model that answered last; empty when none did. */
  readonly model: string;
  /** Milliseconds. */
  readonly ms: number;
  /** US dollars; absent where the language model was given no price. */
  readonly costUsd?: number;
  readonly error?: Error;
}

export interface Tracked<T> {
  readonly result: T;
  /** In the order in which they ended. */
  readonly calls: CallTrace[];
  readonly usage: Usage;
  /** US dollars; calls without a price count as nothing. */
  readonly costUsd: number;
}

interface Listener {
  readonly calls: CallTrace[];
  readonly outer: Listener | undefined;
}

const listeners = new AsyncLocalStorage<Listener>();

/**
 * Runs `work` and gathers the predictor calls made inside it, however deep. Calls of other work that runs at the same
 * time are kept apart. Nested ones each see their own calls, and the outer one sees all.
 *
 * Rejects as `work` does; an outer `track` has then seen its calls all the same.
 */
export async function track<T>(work: () => Promise<T>): Promise<Tracked<T>> {
  const listener: Listener = { calls: [], outer: listeners.getStore() };
  const result = await listeners.run(listener, work);
  const calls = [...listener.calls];
  return {
    result,
    calls,
    usage: calls.reduce((sum, { usage }) => addUsage(sum, usage), NO_USAGE),
    costUsd: calls.reduce((sum, { costUsd = 0 }) => sum + costUsd, 0),
  };
}

/** Tells every `track` around the caller. */
export function recordCall(trace: CallTrace): void {
  for (let to = listeners.getStore(); to; to = to.outer) to.calls.push(trace);
}
