import { describe, expect, it } from '@jest/globals';
import { SendBreaker } from './send.breaker.ts';

const later = { kind: 'later', code: 'http:503' } as const;
const sent = { kind: 'sent', providerId: 'm1' } as const;

function tripped(): SendBreaker {
  const breaker = new SendBreaker();
  for (let i = 0; i < 3; i++) breaker.ended(later, breaker.started(), 0);
  return breaker;
}

describe('the send breaker', () => {
  it('opens after three uncertain sends in a row, not after two', () => {
    const breaker = new SendBreaker();
    breaker.ended(later, false, 0);
    breaker.ended({ kind: 'unknown', code: 'timeout' }, false, 0);
    expect(breaker.open).toBe(false);
    breaker.ended(later, false, 0);
    expect(breaker.open).toBe(true);
    expect(breaker.allows(0)).toBe(false);
  });

  it('lets one probe through at a time', () => {
    const breaker = tripped();
    const at = breaker.nextProbeAt;
    expect(breaker.allows(at)).toBe(true);
    breaker.started();
    expect(breaker.allows(at)).toBe(false);
    breaker.ended(later, true, at);
    expect(breaker.allows(at)).toBe(false);
    expect(breaker.allows(breaker.nextProbeAt)).toBe(true);
  });

  it.each([
    sent,
    { kind: 'refused', code: 'loop:160' } as const,
    { kind: 'later', code: 'loop:540', contactOnly: true } as const,
  ])('closes on an answer: %j', (answer) => {
    const breaker = tripped();
    breaker.started();
    breaker.ended(answer, true, breaker.nextProbeAt);
    expect(breaker.open).toBe(false);
    expect(breaker.allows(0)).toBe(true);
  });

  it('probes at least every 30 s however long the outage is, so that it heals soon after', () => {
    const breaker = tripped();
    for (let i = 0; i < 20; i++) {
      const at = breaker.nextProbeAt;
      breaker.started();
      breaker.ended(later, true, at);
      expect(breaker.nextProbeAt - at).toBeLessThanOrEqual(30_000);
    }
  });

  it('takes sends that were under way when it opened for no further failures', () => {
    const breaker = new SendBreaker();
    for (let i = 0; i < 16; i++) breaker.ended(later, false, 0);
    expect(breaker.nextProbeAt).toBeLessThanOrEqual(1000);
    const at = breaker.nextProbeAt;
    expect(breaker.started()).toBe(true);
    breaker.ended(later, false, at);
    expect(breaker.allows(at)).toBe(false);
  });

  it('waits as long as the far end asks', () => {
    const breaker = new SendBreaker();
    for (let i = 0; i < 3; i++) breaker.ended({ ...later, retryAfterMs: 60_000 }, false, 0);
    expect(breaker.nextProbeAt).toBeGreaterThanOrEqual(60_000);
  });
});
