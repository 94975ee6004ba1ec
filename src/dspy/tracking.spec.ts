import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { ScriptedLanguageModel, lastUserOf } from '../../test/support/scripted.language-model.ts';
import { answer, BIG, scriptedOpenAi } from '../../test/support/scripted-openai.ts';
import { Relay, Toy } from '../../test/support/toy.program.ts';
import { track } from './tracking.ts';

describe('track', () => {
  it('keeps usage and traces of 100 concurrent calls apart', async () => {
    // The n-th question takes n prompt tokens, and its answers come in an order of their own.
    const lm = new ScriptedLanguageModel(async (request) => {
      await delay((Number(lastUserOf(request).replace(/\D/g, '')) * 37) % 20);
      return `${lastUserOf(request)}!`;
    });
    const work = Array.from({ length: 100 }, (_, n) =>
      track(async () => {
        for (let times = 0; times <= n % 3; times++) await new Toy().forward({ question: `${n}` }, { lm });
      }),
    );
    for (const [n, { calls, usage }] of (await Promise.all(work)).entries()) {
      const expected = (n % 3) + 1;
      expect(calls.map(({ inputs, outputs }) => [inputs['question'], outputs['answer']])).toEqual(
        Array(expected).fill([`${n}`, `${n}!`]),
      );
      expect(usage.promptTokens).toBe(10 * expected);
    }
  });

  it('shows nested work its own calls, and the outer one all of them', async () => {
    const lm = new ScriptedLanguageModel(lastUserOf);
    const outer = await track(async () => {
      await new Toy().forward({ question: 'before' }, { lm });
      const inner = await track(() => new Relay().forward({ question: 'inside' }, { lm }));
      expect(inner.calls).toHaveLength(2);
      return inner.result;
    });
    expect(outer.result).toBe('inside');
    expect(outer.calls.map(({ inputs }) => inputs['question'])).toEqual(['before', 'inside', 'inside']);
    expect(outer.usage.promptTokens).toBe(30);
  });

  it('says which predictor was called, how long it took and what it cost', async () => {
    const program = new Toy();
    const prices = { [BIG]: { input: 1, output: 10, cachedInput: 0.5 } };
    const { lm } = scriptedOpenAi([answer('hello')], { prices });
    const { calls, costUsd } = await track(() => program.forward({ question: 'hi' }, { lm }));
    expect(calls).toMatchObject([{ predictor: 'Answer', model: BIG, ms: expect.any(Number) }]);
    expect(calls[0]!.instance).toBe(program.respond);
    // 2 prompt tokens at the full price, 8 cached ones, 4 of the answer.
    expect(costUsd).toBeCloseTo((2 * 1 + 8 * 0.5 + 4 * 10) / 1_000_000, 12);
    expect(calls[0]!.costUsd).toBeCloseTo(costUsd, 12);
  });

  it('counts a call without a price as nothing, and leaves its cost open', async () => {
    const { lm } = scriptedOpenAi([answer('hello')]);
    const { calls, costUsd } = await track(() => new Toy().forward({ question: 'hi' }, { lm }));
    expect(costUsd).toBe(0);
    expect(calls[0]).not.toHaveProperty('costUsd');
  });

  it('tells an outer one of the calls of work that failed', async () => {
    const lm = new ScriptedLanguageModel(lastUserOf);
    const { calls } = await track(async () => {
      const failing = track(async () => {
        await new Toy().forward({ question: 'hi' }, { lm });
        throw new Error('after the call');
      });
      await expect(failing).rejects.toThrow('after the call');
    });
    expect(calls).toHaveLength(1);
  });
});
