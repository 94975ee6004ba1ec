import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { MAX_TIMER_MS, TimeLimitError, withTimeLimit } from './time-limit.ts';

describe('withTimeLimit', () => {
  it('can wait longer than any search or call takes, and no longer than a timer can', () => {
    expect(MAX_TIMER_MS).toBeGreaterThan(7 * 86_400_000);
    expect(MAX_TIMER_MS).toBeLessThan(2 ** 31);
  });

  it.each([Infinity, 2 ** 40])('lets work of a moment finish under a limit of %d', async (ms) => {
    await expect(withTimeLimit(ms, undefined, () => sleep(20, 'done'))).resolves.toBe('done');
  });

  it('leaves work behind that does not stop, and tells it to', async () => {
    let told: AbortSignal | undefined;
    const work = withTimeLimit(10, undefined, (signal) => {
      told = signal;
      return new Promise(() => undefined);
    });
    await expect(work).rejects.toThrow(TimeLimitError);
    expect(told!.aborted).toBe(true);
  });

  it('ends with the reason of the caller as soon as he aborts', async () => {
    const stop = new AbortController();
    const work = withTimeLimit(Infinity, stop.signal, () => new Promise(() => undefined));
    stop.abort(new Error('they hung up'));
    await expect(work).rejects.toThrow('they hung up');
  });
});
