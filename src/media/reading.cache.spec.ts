import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { ReadingCache } from './reading.cache.ts';

const speech = (text: string) => ({ kind: 'speech' as const, text });

afterEach(() => {
  jest.useRealTimers();
});

describe('ReadingCache', () => {
  it('answers by the whole URL', () => {
    const cache = new ReadingCache();
    cache.keep('https://files.example/1?sig=a', speech('one'));
    cache.keep('https://files.example/1?sig=b', { kind: 'picture', description: 'two' });
    expect(cache.get('https://files.example/1?sig=a')).toEqual(speech('one'));
    expect(cache.get('https://files.example/1?sig=b')).toEqual({ kind: 'picture', description: 'two' });
    expect(cache.get('https://files.example/1')).toBeUndefined();
  });

  it('forgets after its time', () => {
    jest.useFakeTimers();
    const cache = new ReadingCache();
    cache.keep('a', speech('one'));
    jest.advanceTimersByTime(15 * 60_000 - 1);
    expect(cache.get('a')).toBeDefined();
    jest.advanceTimersByTime(1);
    expect(cache.get('a')).toBeUndefined();
  });

  it('drops the oldest when there are too many', () => {
    const cache = new ReadingCache({ entries: 2 });
    for (const url of ['a', 'b', 'a', 'c']) cache.keep(url, speech(url));
    expect(['a', 'b', 'c'].map((url) => cache.get(url) !== undefined)).toEqual([true, false, true]);
  });

  it('drops the oldest when they are too long together, and what is too long by itself', () => {
    const cache = new ReadingCache({ characters: 100 });
    cache.keep('a', speech('x'.repeat(60)));
    cache.keep('b', speech('x'.repeat(40)));
    expect(cache.get('a')).toBeDefined();
    cache.keep('c', speech('x'.repeat(50)));
    expect(['a', 'b', 'c'].map((url) => cache.get(url) !== undefined)).toEqual([false, true, true]);
    cache.keep('d', speech('x'.repeat(101)));
    expect(['b', 'c', 'd'].map((url) => cache.get(url) !== undefined)).toEqual([false, false, false]);
    cache.keep('a', speech('x'.repeat(100)));
    expect(cache.get('a')).toBeDefined();
  });
});
