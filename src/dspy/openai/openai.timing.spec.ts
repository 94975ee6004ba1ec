import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  answer,
  BIG,
  fail,
  scriptedOpenAi,
  SMALL,
  type Reply,
  type ScriptedOpenAi,
} from '../../../test/support/scripted-openai.ts';
import type { LanguageModelError } from '../errors.ts';
import type { OpenAiLanguageModelOptions } from './openai.language-model.ts';

const HOURS = 3_600;
const hang: Reply = (_, signal) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
});

/** Asks, lets the clock run, and says which models were asked when, and how it ended after how long. */
async function run(
  scripted: ScriptedOpenAi,
  request: { deadlineMs?: number; signal?: AbortSignal } = {},
): Promise<{ asked: [model: string, ms: number][]; outcome: string; ms: number }> {
  const startedAt = performance.now();
  const before = scripted.bodies.length;
  let ended: { outcome: string; ms: number } | undefined;
  const messages = [{ role: 'user' as const, content: 'hi' }];
  scripted.lm.complete({ messages, deadlineMs: 20_000, ...request }).then(
    ({ model }) => (ended = { outcome: model, ms: performance.now() - startedAt }),
    ({ kind, code }: LanguageModelError) =>
      (ended = { outcome: `${kind} ${code ?? ''}`.trim(), ms: performance.now() - startedAt }),
  );
  // The client does some of its work outside of timers, so each step lets that happen too.
  while (!ended && performance.now() - startedAt < 100_000) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!ended) await jest.advanceTimersByTimeAsync(5);
  }
  const asked = scripted.bodies
    .slice(before)
    .map(({ model }, index): [string, number] => [model, scripted.times[before + index]! - startedAt]);
  return { asked, ...ended! };
}
const setUp = (replies: Reply[], options: Partial<OpenAiLanguageModelOptions> = {}): ScriptedOpenAi =>
  scriptedOpenAi(replies, options);
const models = (asked: [string, number][]): string[] => asked.map(([model]) => model);

describe('a 429', () => {
  it('is waited out as long as it asks for, if that fits', async () => {
    const { asked, outcome } = await run(setUp([fail(429, { 'retry-after': '3' }), answer()]));
    expect(models(asked)).toEqual([BIG, BIG]);
    expect(asked[1]![1]).toBeGreaterThanOrEqual(3_000);
    expect(asked[1]![1]).toBeLessThan(3_300);
    expect(outcome).toBe(BIG);
  });

  it('means the fallback model at once when it asks for longer', async () => {
    const { asked, outcome } = await run(setUp([fail(429, { 'retry-after': '7' }), answer()]));
    expect([models(asked), outcome]).toEqual([[BIG, SMALL], SMALL]);
    expect(asked[1]![1]).toBeLessThan(100);
  });

  it('means the fallback model at once when the wait would leave no time to answer', async () => {
    const scripted = setUp([fail(429, { 'retry-after': '3' }), answer()]);
    const { asked } = await run(scripted, { deadlineMs: 3_500 });
    expect(models(asked)).toEqual([BIG, SMALL]);
    expect(asked[1]![1]).toBeLessThan(100);
  });

  it('is waited out longer by those who have the time', async () => {
    const options = { fallbackModels: [], maxWaitMs: 75_000 };
    const { asked } = await run(setUp([fail(429, { 'retry-after': '40' }), answer()], options), {
      deadlineMs: 90_000,
    });
    expect(asked[1]![1]).toBeGreaterThanOrEqual(40_000);
    expect(asked[1]![1]).toBeLessThan(41_000);
  });
});

describe('a daily limit', () => {
  const used = fail(429, { 'retry-after': String(5 * HOURS) });

  it('sends this call and those after it to the fallback model, without asking again', async () => {
    const scripted = setUp([used, answer()]);
    await run(scripted);
    const { asked, ms } = await run(scripted);
    expect(models(asked)).toEqual([SMALL]);
    expect(ms).toBeLessThan(100);
    expect(scripted.records.at(-1)).toMatchObject({ model: SMALL, attempt: 1, skipped: [BIG] });
  });

  it('is looked at again after a while, in case somebody has raised it', async () => {
    const scripted = setUp([used, answer()]);
    await run(scripted);
    await jest.advanceTimersByTimeAsync(16 * 60_000);
    expect(models((await run(scripted)).asked)).toEqual([BIG]);
  });

  it('of every model ends the call quickly, having asked the last one in any case', async () => {
    const scripted = setUp([used]);
    const first = await run(scripted);
    expect([models(first.asked), first.outcome]).toEqual([[BIG, SMALL], 'unavailable some_code']);
    const second = await run(scripted);
    expect(models(second.asked)).toEqual([SMALL]);
    expect(second.ms).toBeLessThan(100);
  });
});

describe('a 498 or 503', () => {
  it.each([498, 503])(
    '%s is retried after a short wait, then the fallback model is asked',
    async (status) => {
      const { asked, outcome } = await run(setUp([fail(status), fail(status), answer()]));
      expect([models(asked), outcome]).toEqual([[BIG, BIG, SMALL], SMALL]);
      const [[, first], [, second], [, third]] = asked as [
        [string, number],
        [string, number],
        [string, number],
      ];
      expect(second - first).toBeGreaterThanOrEqual(125);
      expect(second - first).toBeLessThan(400);
      expect(third - second).toBeLessThan(100);
    },
  );

  it.each([498, 503])('%s from every model ends within a second or two', async (status) => {
    const { asked, outcome, ms } = await run(setUp([fail(status)]));
    expect([models(asked), outcome]).toEqual([[BIG, BIG, SMALL, SMALL], 'unavailable some_code']);
    expect(ms).toBeLessThan(2_000);
  });
});

describe('a dead model', () => {
  it.each([
    ['404', fail(404, {}, 'model_not_found')],
    ['400', fail(400, {}, 'model_decommissioned')],
  ])('that answers %s is left at once, and not asked by the next calls', async (_, dead) => {
    const scripted = setUp([dead, answer()]);
    const first = await run(scripted);
    expect([models(first.asked), first.outcome]).toEqual([[BIG, SMALL], SMALL]);
    expect(first.ms).toBeLessThan(100);
    expect(models((await run(scripted)).asked)).toEqual([SMALL]);
    await jest.advanceTimersByTimeAsync(16 * 60_000);
    expect(models((await run(scripted)).asked)).toEqual([BIG]);
  });
});

describe('the deadline', () => {
  it('leaves the fallback model half of it after a hang', async () => {
    const { asked, outcome } = await run(setUp([hang, answer()]));
    expect([models(asked), outcome]).toEqual([[BIG, SMALL], SMALL]);
    expect(asked[1]![1]).toBeGreaterThanOrEqual(10_000);
    expect(asked[1]![1]).toBeLessThan(10_100);
  });

  it('ends a call whose models all hang', async () => {
    const { outcome, ms } = await run(setUp([hang]));
    expect(outcome).toBe('timeout');
    expect(ms).toBeLessThanOrEqual(20_100);
  });

  it('covers waits: nothing is begun in the last second', async () => {
    const { asked, ms } = await run(setUp([fail(503)], { backoffMs: 2_000 }), { deadlineMs: 1_500 });
    expect(models(asked)).toEqual([BIG, SMALL]);
    expect(ms).toBeLessThan(1_500);
  });
});

describe('the limits that a provider reports', () => {
  // 8,000 tokens a minute, of which `remaining` are left.
  const limits = (remaining: number): object => ({
    'x-ratelimit-limit-tokens': '8000',
    'x-ratelimit-remaining-tokens': String(remaining),
    'x-ratelimit-reset-tokens': `${((8000 - remaining) / 8000) * 60}s`,
    'x-ratelimit-remaining-requests': '900',
    'x-ratelimit-reset-requests': '1m26.4s',
  });

  it('are waited for when they will soon leave room', async () => {
    const scripted = setUp([answer('one', 'stop', limits(0)), answer('two', 'stop', limits(0))]);
    await run(scripted);
    const { asked } = await run(scripted);
    // "hi" and its frame are about six tokens, at 133 a second.
    expect(models(asked)).toEqual([BIG]);
    expect(asked[0]![1]).toBeGreaterThanOrEqual(40);
    expect(asked[0]![1]).toBeLessThan(1_000);
    expect(scripted.records[1]!.waitedMs).toBeGreaterThan(0);
  });

  it('mean the fallback model when they will not', async () => {
    const scripted = setUp([answer('one', 'stop', limits(0)), answer()]);
    await run(scripted);
    const messages = [{ role: 'user' as const, content: 'a long text '.repeat(900) }];
    const completion = scripted.lm.complete({ messages, deadlineMs: 20_000 });
    await expect(completion).resolves.toMatchObject({ model: SMALL });
    expect(scripted.bodies.map(({ model }) => model)).toEqual([BIG, SMALL]);
  });

  it('are no reason to fail where there is no other model', async () => {
    const scripted = setUp([answer('one', 'stop', limits(0)), answer()], { fallbackModels: [] });
    await run(scripted);
    const messages = [{ role: 'user' as const, content: 'a long text '.repeat(900) }];
    await expect(scripted.lm.complete({ messages, deadlineMs: 20_000 })).resolves.toMatchObject({
      model: BIG,
    });
  });

  it('for requests mean the fallback model until the reset', async () => {
    const none = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '2m' };
    const scripted = setUp([answer('one', 'stop', none), answer()]);
    await run(scripted);
    expect(models((await run(scripted)).asked)).toEqual([SMALL]);
    await jest.advanceTimersByTimeAsync(121_000);
    expect(models((await run(scripted)).asked)).toEqual([BIG]);
  });
});
