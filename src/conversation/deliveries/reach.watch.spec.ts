import { describe, expect, it } from '@jest/globals';
import { ReachWatch } from './reach.watch.ts';

const GRACE = 60_000;

/** A watch that has been looked at each second from its start to `until`, with a store that answered as often. */
function awake(until: number): ReachWatch {
  const watch = new ReachWatch(GRACE, 0);
  runOn(watch, 1000, until);
  return watch;
}

function runOn(watch: ReachWatch, from: number, until: number, answered = true): void {
  for (let now = from; now <= until; now += 1000) {
    watch.look(now);
    watch.storeHas(answered, now);
  }
}

describe('the time for which webhooks have been able to reach a process', () => {
  it('runs from its start', () => {
    expect(awake(80_000).forMs(80_000)).toBe(80_000);
  });

  it('runs anew from the end of a freeze, also when nothing else has noticed it', () => {
    const watch = awake(20_000);
    expect(watch.forMs(90_000)).toBe(0);
    watch.look(91_000);
    expect(watch.forMs(99_000)).toBe(9000);
  });

  it('runs anew from the first answer of a store that was away', () => {
    const watch = awake(20_000);
    runOn(watch, 21_000, 79_000, false);
    runOn(watch, 80_000, 81_000);
    expect(watch.forMs(82_000)).toBe(2000);
  });

  it('is ended neither by a busy moment nor by a store that failed for one', () => {
    const watch = awake(70_000);
    runOn(watch, 71_000, 73_000, false);
    runOn(watch, 74_000, 80_000);
    expect(watch.forMs(89_000)).toBe(89_000);
  });

  it('is not ended by a store that nobody has asked for long', () => {
    const watch = awake(20_000);
    for (let now = 21_000; now <= 80_000; now += 1000) watch.look(now);
    watch.storeHas(true, 80_000);
    expect(watch.forMs(80_000)).toBe(80_000);
  });

  it('runs anew from a status that could not be kept, which comes again later', async () => {
    const from = Date.now();
    const watch = new ReachWatch(GRACE, from - 5000);
    expect(watch.forMs(from)).toBe(5000);
    await expect(watch.keeps(Promise.resolve('stored'))).resolves.toBe('stored');
    expect(watch.forMs(from)).toBe(5000);
    await expect(watch.keeps(Promise.reject(new Error('no store')))).rejects.toThrow('no store');
    expect(watch.forMs()).toBeLessThan(5000);
  });

  it('does not count while a status waits for long to be kept', async () => {
    const watch = new ReachWatch(GRACE);
    const { promise, resolve } = Promise.withResolvers<void>();
    const kept = watch.keeps(promise);
    const later = Date.now() + 31_000;
    runOn(watch, later - 31_000, later);
    expect(watch.forMs(later)).toBe(0);
    resolve();
    await kept;
    expect(watch.forMs(later)).toBeGreaterThanOrEqual(31_000);
  });
});
