/**
 * Does the same work for each item, at most `limit` at a time, and gives the results in the order of the items. After a
 * failure nothing new is begun; what is under way is told to stop by the signal and waited for, so that nothing goes on
 * behind the caller's back.
 *
 * @throws the first failure, or the reason of `signal`
 * @throws RangeError when `limit` is below 1
 */
export async function mapPooled<T, R>(
  items: readonly T[],
  limit: number,
  signal: AbortSignal | undefined,
  work: (item: T, signal: AbortSignal) => Promise<R>,
): Promise<R[]> {
  signal?.throwIfAborted();
  if (!(limit >= 1)) throw new RangeError(`concurrency is a number from 1 on, not ${limit}`);
  const failed = new AbortController();
  const stop = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      stop.throwIfAborted();
      try {
        results[index] = await work(item, stop);
      } catch (error) {
        failed.abort(error);
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, worker);
  await Promise.allSettled(workers);
  // The one that failed first aborted the others, so its error is the reason that all of them ended with.
  stop.throwIfAborted();
  return results;
}
