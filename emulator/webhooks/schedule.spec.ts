import { describe, expect, it } from '@jest/globals';
import { waitAfter } from './schedule.ts';

describe('the waits between attempts', () => {
  it('are ten of half a minute, ten of three minutes and ten of a quarter of an hour', () => {
    const seconds = Array.from({ length: 31 }, (_, index) => waitAfter(index + 1, 1000));
    const ten = (wait: number): number[] => Array<number>(10).fill(wait);
    expect(seconds).toEqual([...ten(30), ...ten(180), ...ten(900), undefined]);
  });
});
