import type { ConversationStore } from '../../src/conversation/conversation.store.ts';

type Operation = Exclude<keyof ConversationStore, 'open' | 'close' | 'ping'>;
type Call = (...args: unknown[]) => Promise<unknown>;

/** What a faulty call does: nothing ever, an error before it happened, or an error although it has happened. */
export type Fault = 'hang' | 'refuse' | 'lose-answer';

/**
 * Makes the next calls of an operation fail, on the store that the whole house uses.
 * @param counts which calls are meant; a claim that finds nothing is seldom one of them
 * @returns how many have failed so far
 */
export function failNext(
  store: ConversationStore,
  operation: Operation,
  fault: Fault,
  times: number,
  counts: (result: unknown) => boolean = () => true,
): { readonly failed: number } {
  const methods = store as unknown as Record<Operation, Call>;
  const inner = methods[operation].bind(store) as Call;
  const seen = { failed: 0 };
  methods[operation] = async (...args) => {
    if (seen.failed >= times) return inner(...args);
    if (fault === 'hang') {
      seen.failed++;
      return new Promise(() => undefined);
    }
    const result = fault === 'lose-answer' ? await inner(...args) : undefined;
    if (fault === 'lose-answer' && !counts(result)) return result;
    seen.failed++;
    throw new Error(`${operation}: ${fault}`);
  };
  return seen;
}

/** A claim that got something. */
export const claimed = (result: unknown): boolean =>
  (result as { claimed: unknown } | undefined)?.claimed !== null;
