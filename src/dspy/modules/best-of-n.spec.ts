import { describe, expect, it } from '@jest/globals';
import {
  ScriptedLanguageModel,
  lastUserOf,
  systemOf,
} from '../../../test/support/scripted.language-model.ts';
import { Toy, type Asked } from '../../../test/support/toy.program.ts';
import { LanguageModelError } from '../errors.ts';
import { BestOfN } from './best-of-n.ts';
import { Refine } from './refine.ts';

const question = { question: 'Say something short.' };
const shortest = (_: Asked, reply: string): number => 1 / reply.length;

/** Gives these answers one after the other, or throws the errors among them. */
function saying(...answers: (string | Error)[]): ScriptedLanguageModel {
  const lm: ScriptedLanguageModel = new ScriptedLanguageModel(() => {
    const next = answers[lm.requests.length - 1];
    if (typeof next === 'string') return next;
    throw next ?? new Error('asked too often');
  });
  return lm;
}
const down = new LanguageModelError({ kind: 'unavailable', attempts: 1 });

describe('BestOfN', () => {
  it('gives the best of its attempts, which differ by their temperature', async () => {
    const lm = saying('four', 'a', 'two');
    const best = new BestOfN(new Toy(), { n: 3, reward: shortest, threshold: 2 });
    await expect(best.forward(question, { lm, temperature: 0.2 })).resolves.toBe('a');
    expect(lm.requests.map(({ temperature }) => temperature)).toEqual([0.2, 1, 1]);
  });

  it('ends with the first that is good enough', async () => {
    const lm = saying('four', 'ab', 'a');
    const best = new BestOfN(new Toy(), { n: 3, reward: shortest, threshold: 0.5 });
    await expect(best.forward(question, { lm })).resolves.toBe('ab');
    expect(lm.requests).toHaveLength(2);
  });

  it('counts an attempt that fails as none, and fails when all do', async () => {
    const best = new BestOfN(new Toy(), { n: 2, reward: shortest, threshold: 1 });
    await expect(best.forward(question, { lm: saying(down, 'ab') })).resolves.toBe('ab');
    await expect(best.forward(question, { lm: saying(down, down) })).rejects.toBe(down);
  });

  it('does not ask again an endpoint that refuses', async () => {
    const refused = new LanguageModelError({ kind: 'rejected', status: 401, attempts: 1 });
    const lm = saying('four', refused, 'a');
    const best = new BestOfN(new Toy(), { n: 3, reward: shortest, threshold: 1 });
    await expect(best.forward(question, { lm })).rejects.toBe(refused);
    expect(lm.requests).toHaveLength(2);
  });

  it('passes on what its reward throws', async () => {
    const reward = (): number => {
      throw new RangeError('no reward');
    };
    const best = new BestOfN(new Toy(), { n: 3, reward, threshold: 1 });
    await expect(best.forward(question, { lm: saying('a', 'b', 'c') })).rejects.toThrow('no reward');
  });

  it('begins nothing that there is no time for', async () => {
    const lm = saying('four', 'a');
    const best = new BestOfN(new Toy(), { n: 3, reward: shortest, threshold: 2 });
    await expect(best.forward(question, { lm, deadlineMs: 900 })).resolves.toBe('four');
    expect(lm.requests).toHaveLength(1);
  });

  it('ends with the reason when the caller aborts', async () => {
    const controller = new AbortController();
    const lm = new ScriptedLanguageModel(() => {
      controller.abort(new Error('they hung up'));
      throw controller.signal.reason as Error;
    });
    const best = new BestOfN(new Toy(), { n: 3, reward: shortest, threshold: 2 });
    await expect(best.forward(question, { lm, signal: controller.signal })).rejects.toThrow('they hung up');
    expect(lm.requests).toHaveLength(1);
  });

  it('is saved and copied by its module', () => {
    const best = new BestOfN(new Toy(), { n: 3, reward: shortest, threshold: 2 });
    expect(
      best
        .copy()
        .namedPredictors()
        .map(([name]) => name),
    ).toEqual(['module.respond']);
    expect(() => new BestOfN(new Toy(), { n: 0, reward: shortest, threshold: 2 })).toThrow(RangeError);
  });
});

describe('Refine', () => {
  const reward = (_: Asked, reply: string) => ({
    score: 1 / reply.length,
    feedback: `${reply.length} letters are too many`,
  });
  const isAdviser = (request: Parameters<typeof systemOf>[0]): boolean =>
    systemOf(request).includes('give short, concrete advice');

  it('tells each attempt what was wrong with the one before', async () => {
    const lm = new ScriptedLanguageModel((request) => {
      if (isAdviser(request)) return 'Use one letter.';
      return lastUserOf(request).includes('Use one letter.') ? 'a' : 'four';
    });
    const refine = new Refine(new Toy(), { n: 3, reward, threshold: 1 });
    await expect(refine.forward(question, { lm })).resolves.toBe('a');
    expect(lm.requests).toHaveLength(3);
    const advised = lastUserOf(lm.requests[1]!);
    expect(advised).toMatch(/Answer: Answer\..*Say something short\..*four/s);
    expect(advised).toContain('0.25 of 1 needed: 4 letters are too many');
    expect(lastUserOf(lm.requests[2]!)).toBe(
      'Say something short.\n\n[Advice from an earlier attempt: Use one letter.]',
    );
  });

  it('asks for no advice after the last attempt, and goes on without it when there is none', async () => {
    const lm = new ScriptedLanguageModel((request) => {
      if (isAdviser(request)) throw down;
      return 'four';
    });
    const refine = new Refine(new Toy(), { n: 2, reward, threshold: 1 });
    await expect(refine.forward(question, { lm })).resolves.toBe('four');
    expect(lm.requests.filter(isAdviser)).toHaveLength(1);
    expect(lm.requests).toHaveLength(3);
  });

  it('keeps its adviser out of what is optimised and saved', () => {
    const refine = new Refine(new Toy(), { n: 2, reward, threshold: 1 });
    expect(Object.keys(refine.dumpState())).toEqual(['module.respond', 'metadata']);
  });
});
