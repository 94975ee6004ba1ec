import { describe, expect, it } from '@jest/globals';
import { ScriptedLanguageModel, lastUserOf } from '../../test/support/scripted.language-model.ts';
import { exact, shouting, Toy } from '../../test/support/toy.program.ts';
import { AdapterParseError, LanguageModelError } from './errors.ts';
import { evaluate } from './evaluate.ts';

const upper = new ScriptedLanguageModel((request) => lastUserOf(request).toUpperCase());
const echo = new ScriptedLanguageModel(lastUserOf);
const failing = (error: Error): ScriptedLanguageModel =>
  new ScriptedLanguageModel((request) => {
    if (lastUserOf(request) === 'b') throw error;
    return lastUserOf(request).toUpperCase();
  });

describe('evaluate', () => {
  it('scores each example, in their order, with feedback and what the program took', async () => {
    const { mean, rows } = await evaluate(new Toy(), shouting('a', 'B', 'c'), exact, { lm: echo });
    expect(mean).toBeCloseTo(1 / 3);
    expect(rows).toMatchObject([
      { score: 0, result: 'a', feedback: '"a" should have been "A"' },
      { score: 1, result: 'B', feedback: '' },
      { score: 0, result: 'c' },
    ]);
    expect(rows[0]).toMatchObject({
      example: { input: { question: 'a' } },
      usage: { promptTokens: 10, completionTokens: 5 },
      calls: [{ inputs: { question: 'a' }, outputs: { answer: 'a' } }],
      ms: expect.any(Number),
    });
  });

  it('tells the metric which model calls led to a result', async () => {
    const seen: string[] = [];
    await evaluate(
      new Toy(),
      shouting('a', 'b', 'c', 'd'),
      ({ input }, _, calls) => {
        seen.push(`${input.question}: ${calls.map(({ inputs }) => String(inputs['question'])).join()}`);
        return { score: 1 };
      },
      { lm: upper },
    );
    expect(seen.toSorted()).toEqual(['a: a', 'b: b', 'c: c', 'd: d']);
  });

  it.each([
    ['AdapterParseError', new AdapterParseError('Answer', { SECRET: 'missing' })],
    ['TypeError', new TypeError('SECRET')],
    ['LanguageModelError', new LanguageModelError({ kind: 'timeout', code: 'SECRET', attempts: 1 })],
  ])('counts a %s as 0, with its class and nothing else as feedback', async (name, error) => {
    const { mean, rows } = await evaluate(new Toy(), shouting('a', 'b'), exact, { lm: failing(error) });
    expect(mean).toBe(0.5);
    expect(rows[1]).toMatchObject({ score: 0, error, feedback: `The program failed: ${name}.` });
  });

  it('ends with an error that is said to be fatal, and leaves nothing running', async () => {
    const down = new LanguageModelError({ kind: 'unavailable', attempts: 1 });
    let running = 0;
    const lm = new ScriptedLanguageModel(async (request) => {
      if (lastUserOf(request) === 'b') throw down;
      running++;
      await new Promise((resolve) => request.signal!.addEventListener('abort', resolve));
      running--;
      throw request.signal!.reason;
    });
    const isFatal = (error: unknown) => error === down;
    await expect(evaluate(new Toy(), shouting('a', 'b', 'c', 'd', 'e'), exact, { lm, isFatal })).rejects.toBe(
      down,
    );
    expect(running).toBe(0);
    expect(lm.requests.length).toBeLessThan(5);
  });

  it('rejects when the metric throws, and when a score is out of range', async () => {
    const examples = shouting('a');
    const broken = () => {
      throw new TypeError('broken metric');
    };
    await expect(evaluate(new Toy(), examples, broken, { lm: upper })).rejects.toThrow('broken metric');
    for (const score of [1.1, -0.1, NaN])
      await expect(evaluate(new Toy(), examples, () => ({ score }), { lm: upper })).rejects.toThrow(
        RangeError,
      );
    await expect(evaluate(new Toy(), [], exact, { lm: upper })).rejects.toThrow('no examples');
  });

  it('runs as many examples at a time as it is told to', async () => {
    let running = 0;
    let most = 0;
    const lm = new ScriptedLanguageModel(async (request) => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return lastUserOf(request);
    });
    await evaluate(new Toy(), shouting('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'), exact, {
      lm,
      concurrency: 3,
    });
    expect(most).toBe(3);
  });

  it('rejects with the reason of its signal, at once', async () => {
    const hangUp = new AbortController();
    const rows: unknown[] = [];
    const lm = new ScriptedLanguageModel(({ signal }) => {
      setImmediate(() => hangUp.abort(new Error('enough')));
      return new Promise((_, reject) =>
        signal!.addEventListener('abort', () => reject(signal!.reason as Error)),
      );
    });
    const work = evaluate(new Toy(), shouting('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), exact, {
      lm,
      signal: hangUp.signal,
      onProgress: ({ row }) => rows.push(row),
    });
    await expect(work).rejects.toThrow('enough');
    expect(lm.requests).toHaveLength(4);
    // What was cut short is no result.
    expect(rows).toEqual([]);
    await expect(evaluate(new Toy(), shouting('a'), exact, { lm, signal: hangUp.signal })).rejects.toThrow(
      'enough',
    );
    expect(lm.requests).toHaveLength(4);
  });

  it('reports each example as it is done', async () => {
    const progress: string[] = [];
    await evaluate(new Toy(), shouting('a', 'b', 'c'), exact, {
      lm: upper,
      onProgress: ({ done, total, row }) => progress.push(`${done}/${total} ${row.score}`),
    });
    expect(progress).toEqual(['1/3 1', '2/3 1', '3/3 1']);
  });
});
