import { setTimeout as delay } from 'node:timers/promises';
import type { Purged } from './custody.ts';
import type { OperatorStore } from './operator.store.ts';

/** Rows of each table at once: a few milliseconds in which webhooks wait. */
const BATCH = 500;
/** Between two batches, so that the store has time for what is urgent. */
const PAUSE_MS = 20;

/**
 * Removes all that is older, batch by batch.
 * @param days 0: nothing but the ids of the forgotten
 * @returns rows removed by table
 */
export async function purgeAll(operator: OperatorStore, days: number, signal?: AbortSignal): Promise<Purged> {
  const before = days === 0 ? null : Date.now() - days * 86_400_000;
  const total: Purged = { messages: 0, events: 0, conversations: 0, forgottenIds: 0 };
  while (!signal?.aborted) {
    const purged = await operator.purge({ before, most: BATCH });
    for (const name of Object.keys(total) as (keyof Purged)[]) total[name] += purged[name];
    if (Object.values(purged).every((rows: number) => rows === 0)) break;
    await delay(PAUSE_MS);
  }
  return total;
}
