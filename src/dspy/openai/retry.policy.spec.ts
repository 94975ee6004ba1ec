import { describe, expect, it } from '@jest/globals';
import { attemptLimitMs, decide } from './retry.policy.ts';
import type { Failure, Situation } from './retry.policy.ts';

const busy: Failure = { kind: 'unavailable', remedy: 'retry', status: 503 };
const first: Situation = {
  attempt: 1,
  maxAttempts: 2,
  hasOtherModel: true,
  remainingMs: 20_000,
  backoffMs: 250,
  maxWaitMs: 4_000,
};

describe('decide', () => {
  it('retries after a jittered backoff', () => {
    const verdict = decide(busy, first);
    expect(verdict.action).toBe('retry');
    expect(verdict).toHaveProperty('waitMs', expect.any(Number));
    const { waitMs } = verdict as { waitMs: number };
    expect(waitMs).toBeGreaterThanOrEqual(125);
    expect(waitMs).toBeLessThanOrEqual(250);
  });

  it('waits exactly as long as the server asks, up to what it is told to', () => {
    expect(decide({ ...busy, retryAfterMs: 4_000 }, first)).toEqual({ action: 'retry', waitMs: 4_000 });
    expect(decide({ ...busy, retryAfterMs: 4_001 }, first)).toEqual({ action: 'other-model' });
  });

  it('takes no wait that leaves no time for an attempt', () => {
    const late = { ...first, remainingMs: 3_500 };
    expect(decide({ ...busy, retryAfterMs: 3_000 }, late)).toEqual({ action: 'other-model' });
  });

  it('starts nothing in the last second', () => {
    expect(decide(busy, { ...first, remainingMs: 900 })).toEqual({ action: 'give-up' });
    const gone: Failure = { kind: 'unavailable', remedy: 'other-model', status: 404 };
    expect(decide(gone, { ...first, remainingMs: 900 })).toEqual({ action: 'give-up' });
  });

  it('leaves a model after its last attempt, and gives up after the last model', () => {
    expect(decide(busy, { ...first, attempt: 2 })).toEqual({ action: 'other-model' });
    expect(decide(busy, { ...first, attempt: 2, hasOtherModel: false })).toEqual({ action: 'give-up' });
  });

  it('leaves a hanging model at once if there is another, and else asks again', () => {
    const hang: Failure = { kind: 'timeout', remedy: 'retry' };
    expect(decide(hang, first).action).toBe('other-model');
    expect(decide(hang, { ...first, hasOtherModel: false }).action).toBe('retry');
  });

  it('asks once more for an unusable answer, even when more attempts are allowed', () => {
    const empty: Failure = { kind: 'bad-output', remedy: 'retry' };
    expect(decide(empty, { ...first, maxAttempts: 5 }).action).toBe('retry');
    expect(decide(empty, { ...first, maxAttempts: 5, attempt: 2 }).action).toBe('other-model');
  });

  it('asks the same model once more and no other where only that can help', () => {
    const failed: Failure = { kind: 'bad-output', remedy: 'same-model', code: 'tool_use_failed' };
    expect(decide(failed, first).action).toBe('retry');
    expect(decide(failed, { ...first, attempt: 2 })).toEqual({ action: 'give-up' });
  });

  it('never retries a rejected request, here or elsewhere', () => {
    expect(decide({ kind: 'rejected', remedy: 'none' }, first)).toEqual({ action: 'give-up' });
  });
});

describe('attemptLimitMs', () => {
  it('gives half while another try is possible, but at least a second, and else the rest', () => {
    expect(attemptLimitMs(20_001, true)).toBe(10_000);
    expect(attemptLimitMs(1_500, true)).toBe(1_000);
    expect(attemptLimitMs(800, true)).toBe(800);
    expect(attemptLimitMs(20_000, false)).toBe(20_000);
  });

  it('is always a whole number that a timer can hold', () => {
    expect(attemptLimitMs(0.2, false)).toBe(1);
    expect(attemptLimitMs(Infinity, false)).toBeLessThan(2 ** 31);
  });
});
