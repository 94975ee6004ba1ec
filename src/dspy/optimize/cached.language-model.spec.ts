import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  lastUserOf,
  ScriptedLanguageModel,
  systemOf,
} from '../../../test/support/scripted.language-model.ts';
import { exact, shouting, Toy } from '../../../test/support/toy.program.ts';
import { asOneRollout } from '../evaluate.rollout.ts';
import type { CompletionRequest } from '../language-model.ts';
import { Budget } from './budget.ts';
import { CachedLanguageModel, type CacheOptions } from './cached.language-model.ts';
import { gepa } from './gepa.ts';

const request = (content: string, more: Partial<CompletionRequest> = {}): CompletionRequest => ({
  messages: [{ role: 'user', content }],
  deadlineMs: 1_000,
  ...more,
});

describe('CachedLanguageModel', () => {
  let folder: string;
  let count: number;
  const counting = (): ScriptedLanguageModel => new ScriptedLanguageModel(() => `answer ${++count}`);
  const cached = (lm: ScriptedLanguageModel, more: Partial<CacheOptions> = {}): CachedLanguageModel =>
    new CachedLanguageModel(lm, { folder, scope: 'scripted', ...more });
  const files = (): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\./.test(name));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'chip-cache-'));
    count = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('answers the same request from disk, also in another process, for nothing', async () => {
    const lm = counting();
    expect(await cached(lm).complete(request('a'))).toMatchObject({
      text: 'answer 1',
      usage: { promptTokens: 10 },
    });
    const again = cached(lm);
    expect(await again.complete(request('a'))).toMatchObject({
      text: 'answer 1',
      model: 'scripted',
      usage: { promptTokens: 0, completionTokens: 0 },
      attempts: 0,
      costUsd: 0,
    });
    expect([lm.requests.length, again.hits]).toEqual([1, 1]);
  });

  it.each<[string, CompletionRequest, Partial<CacheOptions>]>([
    ['message', request('b'), {}],
    ['temperature', request('a', { temperature: 0.3 }), {}],
    ['answer limit', request('a', { maxTokens: 9 }), {}],
    ['tool', request('a', { tools: [{ name: 't', description: '', parameters: {} }] }), {}],
    ['schema', request('a', { json: { name: 's', schema: {} } }), {}],
    ['model', request('a'), { scope: 'another' }],
    ['rollout', request('a'), { rollout: 1 }],
  ])('asks again for another %s', async (_, other, options) => {
    const lm = counting();
    await cached(lm).complete(request('a'));
    expect((await cached(lm, options).complete(other)).text).toBe('answer 2');
  });

  it('does not care about deadline and signal', async () => {
    const lm = counting();
    await cached(lm).complete(request('a'));
    const other = request('a', { deadlineMs: 9, signal: new AbortController().signal });
    expect((await cached(lm).complete(other)).text).toBe('answer 1');
  });

  it('draws again where one run of a program asks again, and gives the next run the same draws', async () => {
    const lm = counting();
    const run = async (): Promise<string[]> => {
      const model = cached(lm);
      return asOneRollout(async () => [
        (await model.complete(request('a'))).text,
        (await model.complete(request('a'))).text,
      ]);
    };
    expect(await run()).toEqual(['answer 1', 'answer 2']);
    expect(await run()).toEqual(['answer 1', 'answer 2']);
    expect(lm.requests).toHaveLength(2);
  });

  it('asks once for equal requests at the same time', async () => {
    const lm = counting();
    const model = cached(lm);
    const answers = await Promise.all([1, 2, 3].map(() => model.complete(request('a'))));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['answer 1']));
    expect(answers.filter(({ usage }) => usage.promptTokens > 0)).toHaveLength(1);
  });

  it('keeps no failure, and a failure of one is none of another at the same time', async () => {
    let fail = true;
    const lm = new ScriptedLanguageModel(() => {
      if (fail) throw new Error(`down ${(fail = false)}`);
      return 'up';
    });
    const model = cached(lm);
    const [first, second] = await Promise.allSettled([
      model.complete(request('a')),
      model.complete(request('a')),
    ]);
    expect([first!.status, second!.status]).toEqual(['rejected', 'fulfilled']);
    expect((await model.complete(request('a'))).text).toBe('up');
  });

  it('gives whoever has aborted already no answer, also where it is on disk, and asks nobody', async () => {
    const lm = counting();
    await cached(lm).complete(request('a'));
    const signal = AbortSignal.abort(new Error('they hung up'));
    const model = cached(lm);
    await expect(model.complete(request('a', { signal }))).rejects.toThrow('they hung up');
    await expect(model.complete(request('b', { signal }))).rejects.toThrow('they hung up');
    expect([lm.requests.length, model.hits]).toEqual([1, 0]);
  });

  it('hands the signal and the deadline of the caller on to the model', async () => {
    const lm = counting();
    const { signal } = new AbortController();
    await cached(lm).complete(request('a', { signal, deadlineMs: 77 }));
    expect(lm.requests).toEqual([expect.objectContaining({ signal, deadlineMs: 77 })]);
    expect(lm.requests[0]!.signal).toBe(signal);
  });

  it('lets go of a caller who aborts at once, also while he waits for the answer to another', async () => {
    const done = Promise.withResolvers<string>();
    const model = cached(new ScriptedLanguageModel(() => done.promise));
    const first = model.complete(request('a'));
    const stop = new AbortController();
    const second = model.complete(request('a', { signal: stop.signal }));
    stop.abort(new Error('they hung up'));
    // So that one who is not let go of fails this test, and does not hang it.
    const late = setTimeout(() => done.resolve('late'), 2_000);
    await expect(second).rejects.toThrow('they hung up');
    clearTimeout(late);
    done.resolve('late');
    expect((await first).text).toBe('late');
  });

  it.each(['', '{"text":"hal', 'null', '{"text":1}', '[]'])(
    'takes a file with %j for absent',
    async (broken) => {
      const lm = counting();
      await cached(lm).complete(request('a'));
      const [file] = files();
      writeFileSync(join(folder, file!), broken);
      expect((await cached(lm).complete(request('a'))).text).toBe('answer 2');
      expect(JSON.parse(readFileSync(join(folder, file!), 'utf8'))).toMatchObject({ text: 'answer 2' });
    },
  );

  it('leaves whole files only, and no prompt in them', async () => {
    await cached(counting()).complete(request('said in confidence'));
    expect(files()).toEqual([expect.stringMatching(/^[0-9a-f]{2}\/[0-9a-f]{64}\.json$/)]);
    expect(readFileSync(join(folder, files()[0]!), 'utf8')).not.toContain('confidence');
  });

  it('gives the answer also when it cannot be kept, and says so', async () => {
    writeFileSync(join(folder, 'file'), '');
    const errors: unknown[] = [];
    const model = cached(counting(), {
      folder: join(folder, 'file'),
      onWriteError: (error) => errors.push(error),
    });
    expect((await model.complete(request('a'))).text).toBe('answer 1');
    expect(errors).toHaveLength(1);
  });

  it('lets a search that was stopped go on where it was', async () => {
    const student = (stopAfter = Infinity): ScriptedLanguageModel => {
      const lm: ScriptedLanguageModel = new ScriptedLanguageModel((asked) => {
        if (lm.requests.length > stopAfter) throw new Error('the process died');
        const question = lastUserOf(asked);
        return systemOf(asked).includes('capitals') ? question.toUpperCase() : question;
      });
      return lm;
    };
    const reflector = new ScriptedLanguageModel(() => 'Answer in capitals.');
    const search = (lm: ScriptedLanguageModel) =>
      gepa(new Toy(), {
        lm: cached(lm),
        reflect: cached(reflector, { scope: 'reflector' }),
        metric: exact,
        train: shouting('red', 'green', 'blue'),
        validation: shouting('one', 'two'),
        budget: new Budget(30),
        isFatal: () => true,
      });
    const whole = student();
    const expected = await search(whole);
    rmSync(folder, { recursive: true });
    await expect(search(student(4))).rejects.toThrow('died');
    const rest = student();
    const resumed = await search(rest);
    expect(resumed.program.dumpState()).toEqual(expected.program.dumpState());
    expect(resumed.spent).toBe(expected.spent);
    expect(rest.requests).toHaveLength(whole.requests.length - 4);
  });
});
