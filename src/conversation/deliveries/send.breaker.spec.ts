import { describe, expect, it } from '@jest/globals';
import { SendBreaker } from './send.breaker.ts';

const later = { kind: 'later', code: 'http:503' } as const;
const sent = { kind: 'sent', providerId: 'm1' } as const;

function tripped(): SendBreaker {
  const breaker = new SendBreaker();
  for (let i = 0; i < 3; i++) {
    breaker.started();
    breaker.ended(later, 0);
  }
  return breaker;
}

describe('the send breaker', () => {
  it('opens after three uncertain sends in a row, not after two', () => {
    const breaker = new SendBreaker();
    breaker.ended(later, 0);
    breaker.ended({ kind: 'unknown', code: 'timeout' }, 0);
    expect(breaker.open).toBe(false);
    breaker.ended(later, 0);
    expect(breaker.open).toBe(true);
    expect(breaker.allows(0)).toBe(false);
  });

  it('lets one probe through at a time', () => {
    const breaker = tripped();
    const at = breaker.nextProbeAt;
    expect(breaker.allows(at)).toBe(true);
    breaker.started();
    expect(breaker.allows(at)).toBe(false);
    breaker.ended(later, at);
    expect(breaker.allows(at)).toBe(false);
    expect(breaker.allows(breaker.nextProbeAt)).toBe(true);
  });

  it.each([sent, { kind: 'refused', code: 'loop:160' } as const])('closes on an answer: %j', (answer) => {
    const breaker = tripped();
    breaker.started();
    breaker.ended(answer, breaker.nextProbeAt);
    expect(breaker.open).toBe(false);
    expect(breaker.allows(0)).toBe(true);
  });

  it('probes at least every 30 s however long the outage is, so that it heals soon after', () => {
    const breaker = tripped();
    for (let i = 0; i < 20; i++) {
      const at = breaker.nextProbeAt;
      breaker.started();
      breaker.ended(later, at);
      expect(breaker.nextProbeAt - at).toBeLessThanOrEqual(30_000);
    }
  });

  it('waits as long as the far end asks', () => {
    const breaker = new SendBreaker();
    for (let i = 0; i < 3; i++) breaker.ended({ ...later, retryAfterMs: 60_000 }, 0);
    expect(breaker.nextProbeAt).toBeGreaterThanOrEqual(60_000);
  });
});
