import { describe, expect, it } from '@jest/globals';
import { ScriptedLanguageModel, lastUserOf } from '../../test/support/scripted.language-model.ts';
import { answer, fail, scriptedOpenAi } from '../../test/support/scripted-openai.ts';
import { AdapterParseError, LanguageModelError } from './errors.ts';
import { field } from './fields.ts';
import { Predict } from './predict.ts';
import { signature } from './signature.ts';
import { track } from './tracking.ts';

const Echo = signature('Echo', 'Repeat it.', {
  inputs: { text: field.string('anything') },
  outputs: { echo: field.string('the same') },
});
const Sort = signature('Sort', 'Sort it.', {
  inputs: { text: field.string('anything') },
  outputs: { topic: field.oneOf('the topic', ['money', 'time']), sure: field.number('0 to 1') },
});
const GOOD = '[[ ## topic ## ]]\nmoney\n[[ ## sure ## ]]\n1';

/** Gives these answers one after the other; the last one repeats. */
function saying(...answers: string[]): ScriptedLanguageModel {
  const model: ScriptedLanguageModel = new ScriptedLanguageModel(
    () => answers[Math.min(model.requests.length, answers.length) - 1]!,
  );
  return model;
}

describe('Predict', () => {
  it('returns typed outputs with what they cost and who answered', async () => {
    const lm = new ScriptedLanguageModel((request) => `echo ${lastUserOf(request)}`);
    const prediction = await new Predict(Echo).call({ text: 'hi' }, { lm });
    const reply: string = prediction.outputs.echo;
    expect(reply).toBe('echo hi');
    expect(prediction).toMatchObject({ model: 'scripted', attempts: 1, usage: { promptTokens: 10 } });
  });

  it('hands the limits of the call to the model, and a deadline in any case', async () => {
    const lm = saying('hi');
    const { signal } = new AbortController();
    const limits = { signal, temperature: 0.1, maxTokens: 50 };
    await new Predict(Echo).call({ text: 'hi' }, { lm, deadlineMs: 900, ...limits });
    await new Predict(Echo).call({ text: 'hi' }, { lm });
    expect(lm.requests[0]).toMatchObject({ temperature: 0.1, maxTokens: 50 });
    expect(lm.requests[0]!.signal).toBe(signal);
    expect(lm.requests[0]!.deadlineMs).toBeLessThanOrEqual(900);
    expect(lm.requests[0]!.deadlineMs).toBeGreaterThan(500);
    expect(lm.requests[1]!.deadlineMs).toBeGreaterThan(0);
  });

  it('shows its demos and follows new instructions, and a copy does so by itself', async () => {
    const lm = saying('hi');
    const predict = new Predict(Echo);
    const copy = predict.copy();
    copy.setInstructions('Shout it.');
    copy.setDemos([{ text: 'a', echo: 'A' }]);
    await copy.call({ text: 'hi' }, { lm });
    await predict.call({ text: 'hi' }, { lm });
    const [shouting, usual] = lm.requests.map(({ messages }) => JSON.stringify(messages));
    expect(shouting).toMatch(/Shout it\..*"a".*"A"/);
    expect(usual).toContain('Repeat it.');
    expect(usual).not.toContain('"A"');
    expect([predict.demos, copy.demos]).toEqual([[], [{ text: 'a', echo: 'A' }]]);
    expect(Echo.instructions).toBe('Repeat it.');
  });
});

describe('Predict, when an answer cannot be read', () => {
  it('sends it back once with what is wrong', async () => {
    const lm = saying('[[ ## topic ## ]]\nlove\n[[ ## sure ## ]]\n1', GOOD);
    const { outputs, attempts, usage } = await new Predict(Sort).call({ text: 'rent' }, { lm });
    expect(outputs).toEqual({ topic: 'money', sure: 1 });
    expect([attempts, usage.promptTokens]).toEqual([2, 20]);
    const [first, second] = lm.requests;
    expect(second!.messages.slice(0, -2)).toEqual(first!.messages);
    expect(second!.messages.at(-2)).toMatchObject({
      role: 'assistant',
      content: expect.stringContaining('love'),
    });
    expect(lastUserOf(second!)).toContain('topic is not one of money, time');
  });

  it('then asks with the other adapter, once', async () => {
    const lm = saying('rent', 'rent!', '{"topic": "money", "sure": 1}');
    await expect(new Predict(Sort).call({ text: 'rent' }, { lm })).resolves.toMatchObject({
      outputs: { topic: 'money', sure: 1 },
      attempts: 3,
    });
    expect(lm.requests.map(({ json }) => json?.name)).toEqual([undefined, undefined, 'Sort']);
    await expect(new Predict(Sort).call({ text: 'rent' }, { lm: saying('rent') })).rejects.toThrow(
      AdapterParseError,
    );
  });

  it('begins with JSON where it is told to, and ends with chat', async () => {
    const lm = saying('rent', '{}', GOOD);
    const predict = new Predict(Sort, { adapter: 'json' });
    await expect(predict.call({ text: 'rent' }, { lm })).resolves.toMatchObject({ attempts: 3 });
    expect(lm.requests.map(({ json }) => json?.name)).toEqual(['Sort', 'Sort', undefined]);
  });

  it('moves on to the other adapter when the provider could not make JSON of it', async () => {
    const failed = fail(400, {}, 'json_validate_failed');
    const { lm, bodies } = scriptedOpenAi([failed, failed, answer(GOOD)], { backoffMs: 1 });
    const predict = new Predict(Sort, { adapter: 'json' });
    await expect(predict.call({ text: 'rent' }, { lm })).resolves.toMatchObject({
      outputs: { topic: 'money' },
      attempts: 3,
    });
    expect(bodies.map((body) => 'response_format' in body)).toEqual([true, true, false]);
  });

  it('fails at once where it is told to', async () => {
    const lm = saying('rent');
    const call = new Predict(Sort, { repair: false }).call({ text: 'rent' }, { lm });
    await expect(call).rejects.toThrow(AdapterParseError);
    expect(lm.requests).toHaveLength(1);
  });

  it('takes no further try without time for it', async () => {
    const lm = saying('rent');
    await expect(new Predict(Sort).call({ text: 'rent' }, { lm, deadlineMs: 500 })).rejects.toThrow(
      AdapterParseError,
    );
    expect(lm.requests).toHaveLength(1);
  });

  it('still tells a tracker what the failed call took', async () => {
    const predict = new Predict(Sort);
    const { calls, usage } = await track(() =>
      predict.call({ text: 'rent' }, { lm: saying('rent') }).catch(() => undefined),
    );
    expect(calls).toMatchObject([{ predictor: 'Sort', outputs: {}, error: { name: 'AdapterParseError' } }]);
    expect(usage).toEqual({ promptTokens: 30, completionTokens: 15, cachedTokens: 0 });
  });
});

describe('Predict, when the model fails', () => {
  it('passes the error on and tells a tracker what was spent', async () => {
    const { lm } = scriptedOpenAi([answer('cut', 'length')], { fallbackModels: [], backoffMs: 1 });
    const { calls } = await track(() =>
      new Predict(Echo)
        .call({ text: 'hi' }, { lm })
        .catch((error: unknown) => expect(error).toBeInstanceOf(LanguageModelError)),
    );
    expect(calls).toMatchObject([{ usage: { promptTokens: 20, completionTokens: 8 }, model: '' }]);
  });
});
