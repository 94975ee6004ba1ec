import { describe, expect, it } from '@jest/globals';
import { Slots } from './slots.ts';

const { signal } = new AbortController();

/** Work that ends when it is told to. */
function job(): { work: () => Promise<void>; begun: () => boolean; end: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let begun = false;
  return { work: () => ((begun = true), promise), begun: () => begun, end: resolve };
}

describe('Slots', () => {
  it('let so many run at once and the others in their order', async () => {
    const slots = new Slots(2);
    const jobs = [job(), job(), job(), job()] as const;
    const ends = jobs.map(({ work }) => slots.use(signal, work));
    await new Promise(setImmediate);
    expect(jobs.map(({ begun }) => begun())).toEqual([true, true, false, false]);
    jobs[1].end();
    await ends[1];
    await new Promise(setImmediate);
    expect(jobs.map(({ begun }) => begun())).toEqual([true, true, true, false]);
    for (const { end } of jobs) end();
    await Promise.all(ends);
  });

  it('are free again after work that failed', async () => {
    const slots = new Slots(1);
    await expect(slots.use(signal, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(slots.use(signal, () => Promise.resolve('done'))).resolves.toBe('done');
  });

  it('lose nobody else when one who waits leaves', async () => {
    const slots = new Slots(1);
    const [first, left, last] = [job(), job(), job()];
    const leaving = new AbortController();
    const ends = [slots.use(signal, first.work), slots.use(leaving.signal, left.work)];
    const third = slots.use(signal, last.work);
    leaving.abort('gone');
    await expect(ends[1]).rejects.toBe('gone');
    first.end();
    last.end();
    await Promise.all([ends[0], third]);
    expect(left.begun()).toBe(false);
    await expect(slots.use(leaving.signal, left.work)).rejects.toBe('gone');
    await expect(slots.use(signal, () => Promise.resolve('free'))).resolves.toBe('free');
  });
});
