import { beforeEach, describe, expect, it } from '@jest/globals';
import { attack, SECRET, type Attack } from './support/attacks/world.ts';
import { ON_CALLS } from './support/attacks/on-calls.ts';
import { ON_HOSTS, ON_REPLIES } from './support/attacks/on-hosts-and-replies.ts';
import { ON_SECRETS } from './support/attacks/on-secrets.ts';
import { CapturedLog } from './support/captured-log.ts';

const ATTACKS: Attack[] = [...ON_CALLS, ...ON_SECRETS, ...ON_HOSTS, ...ON_REPLIES];

let log: CapturedLog;
beforeEach(() => {
  log = new CapturedLog();
});

/**
 * A model that was talked into anything, or was made to be: it calls what it likes and answers what it likes. Each attack
 * gets through as soon as the one guard is left out that stops it, so none of them is an attack on nothing.
 */
describe('a model that attacks', () => {
  it('has many ways, and no two alike', () => {
    expect(new Set(ATTACKS.map(({ what }) => what)).size).toBe(ATTACKS.length);
    expect(ATTACKS.length).toBeGreaterThanOrEqual(60);
  });

  it.each(ATTACKS.map((one) => [one.what, one] as const))('does not get through with %s', async (_, one) => {
    expect(one.succeeded(await attack(one))).toBe(false);
    expect(log.text).not.toContain(SECRET);
  });

  it.each(ATTACKS.map((one) => [one.guard, one.what, one] as const))(
    'would get through without the guard of %s with %s',
    async (_guard, _what, one) => {
      expect(one.succeeded(await attack(one, one.guard))).toBe(true);
    },
  );
});
