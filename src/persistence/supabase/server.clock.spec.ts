import { describe, expect, it } from '@jest/globals';
import { ServerClock } from './server.clock.ts';

describe("the database's clock", () => {
  it('is ours as long as the answers say so, whatever they took', () => {
    const clock = new ServerClock();
    for (const [at, asked, answered] of [
      [1000, 1000, 1000],
      [1200, 1000, 3000],
      [900, 1000, 1100],
    ] as const) {
      clock.learn(at, asked, answered);
      expect(clock.toLocal(5000)).toBe(5000);
    }
  });

  it.each([
    ['ahead of', 3_600_000],
    ['behind', -3_600_000],
  ])('tells when to act on ours where it is %s it', (_, skew) => {
    const clock = new ServerClock();
    clock.learn(1050 + skew, 1000, 1100);
    expect(clock.toLocal(9000 + skew)).toBe(9000);
    expect(clock.toLocal(null)).toBeNull();
  });

  it('is right again as soon as ours is', () => {
    const clock = new ServerClock();
    clock.learn(500_000, 1000, 1100);
    clock.learn(2000, 2000, 2000);
    expect(clock.toLocal(5000)).toBe(5000);
  });
});
