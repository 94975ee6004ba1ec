import { describe, expect, it } from '@jest/globals';
import { answer, BIG, fail, scriptedOpenAi, SMALL } from '../../../test/support/scripted-openai.ts';
import { LanguageModelError } from '../errors.ts';
import { costOf } from './prices.ts';

const prices = {
  [BIG]: { input: 0.15, output: 0.6, cachedInput: 0.075 },
  [SMALL]: { input: 0.075, output: 0.3 },
};
const usage = { promptTokens: 1_000_000, completionTokens: 500_000, cachedTokens: 400_000 };
/** One answer of the scripted network: 10 prompt tokens, 8 of them cached, 4 of the answer. */
const ONE_BIG = (2 * 0.15 + 8 * 0.075 + 4 * 0.6) / 1_000_000;
const ONE_SMALL = (10 * 0.075 + 4 * 0.3) / 1_000_000;
const request = { messages: [{ role: 'user' as const, content: 'hi' }], deadlineMs: 10_000 };

describe('costOf', () => {
  it('prices fresh, cached and written tokens apart', () => {
    expect(costOf(prices, BIG, usage)).toBeCloseTo(0.6 * 0.15 + 0.4 * 0.075 + 0.5 * 0.6);
    expect(costOf(prices, SMALL, usage)).toBeCloseTo(0.075 + 0.5 * 0.3);
    expect(costOf(prices, 'toString', usage)).toBeUndefined();
    expect(costOf(prices, BIG, { ...usage, cachedTokens: 9e9 })).toBeGreaterThan(0);
  });
});

describe('the cost of a call', () => {
  it('is that of all its answers, each at the price of its model', async () => {
    const cut = answer('cut', 'length');
    const { lm, records } = scriptedOpenAi([cut, cut, answer()], { prices, backoffMs: 1 });
    const completion = await lm.complete(request);
    expect(completion).toMatchObject({ model: SMALL, attempts: 3, usage: { promptTokens: 30 } });
    expect(completion.costUsd).toBeCloseTo(2 * ONE_BIG + ONE_SMALL, 12);
    expect(records.map(({ attempt, costUsd }) => [attempt, costUsd])).toEqual([
      [1, expect.closeTo(ONE_BIG, 12)],
      [2, expect.closeTo(ONE_BIG, 12)],
      [3, expect.closeTo(ONE_SMALL, 12)],
    ]);
  });

  it('is told by the error of a call that failed, with its usage', async () => {
    const { lm } = scriptedOpenAi([answer('cut', 'length'), fail(401)], { prices, backoffMs: 1 });
    const error = await lm.complete(request).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LanguageModelError);
    expect(error).toMatchObject({
      kind: 'rejected',
      attempts: 2,
      usage: { promptTokens: 10, completionTokens: 4, cachedTokens: 8 },
      costUsd: expect.closeTo(ONE_BIG, 12),
    });
  });

  it('is not known when one of its models has no price', async () => {
    const { lm } = scriptedOpenAi([answer('cut', 'length'), answer('cut', 'length'), answer()], {
      prices: { [SMALL]: prices[SMALL]! },
      backoffMs: 1,
    });
    expect(await lm.complete(request)).not.toHaveProperty('costUsd');
  });
});
