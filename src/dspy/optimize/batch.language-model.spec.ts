import { describe, expect, it } from '@jest/globals';
import { ScriptedLanguageModel } from '../../../test/support/scripted.language-model.ts';
import { LanguageModelError } from '../errors.ts';
import { BatchLanguageModel } from './batch.language-model.ts';
import { TokenWindow } from './token.window.ts';

const MINUTE_MS = 60_000;

/** Time passes only by sleeping. */
class FakeClock {
  ms = 1_000_000;
  now = (): number => this.ms;
  sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    // Whatever can go on without more time has gone on by then.
    await new Promise(setImmediate);
    this.ms += ms;
  };
}

const ask = (lm: BatchLanguageModel, signal?: AbortSignal) =>
  lm.complete({ messages: [{ role: 'user', content: 'hi' }], deadlineMs: 1_000, signal });
const failure = (kind: 'unavailable' | 'rejected' | 'timeout', status?: number) =>
  new LanguageModelError({ kind, status, attempts: 1 });

describe('BatchLanguageModel', () => {
  it('keeps every minute under the limit of tokens', async () => {
    const clock = new FakeClock();
    const sentAt: number[] = [];
    const inner = new ScriptedLanguageModel(() => {
      sentAt.push(clock.now());
      return 'hello';
    });
    // An answer of the scripted model takes 15 tokens; before that, 300 and the prompt are set aside.
    const lm = new BatchLanguageModel(inner, { window: new TokenWindow(400, clock), clock });
    for (let n = 0; n < 30; n++) await ask(lm);
    for (const [index, start] of sentAt.entries()) {
      const within = sentAt.slice(index).filter((at) => at < start + MINUTE_MS);
      expect(within.length * 15).toBeLessThanOrEqual(400);
    }
    const minutes = (sentAt.at(-1)! - sentAt[0]!) / MINUTE_MS;
    expect(minutes).toBeGreaterThan(3);
    expect(minutes).toBeLessThan(8);
  });

  it('keeps the limit with many calls at the same time, too', async () => {
    const clock = new FakeClock();
    const sentAt: number[] = [];
    const inner = new ScriptedLanguageModel(async () => {
      sentAt.push(clock.now());
      // No answer before all have been sent: what is under way counts as estimated.
      while (sentAt.length < 10) await new Promise(setImmediate);
      return 'hello';
    });
    const lm = new BatchLanguageModel(inner, { window: new TokenWindow(650, clock), clock });
    await Promise.all(Array.from({ length: 10 }, () => ask(lm)));
    const minutes = sentAt.map((at) => (at - 1_000_000) / MINUTE_MS);
    expect(minutes).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
  });

  it('lets a call through that is larger than the limit by itself', async () => {
    const clock = new FakeClock();
    const lm = new BatchLanguageModel(new ScriptedLanguageModel(() => 'hello'), {
      window: new TokenWindow(10, clock),
      clock,
    });
    await ask(lm);
    await ask(lm);
    expect(clock.now()).toBe(1_000_000 + MINUTE_MS);
  });

  it('sits out an outage, waiting longer each time', async () => {
    const clock = new FakeClock();
    const waits: number[] = [];
    const inner: ScriptedLanguageModel = new ScriptedLanguageModel(() => {
      if (inner.requests.length <= 4) throw failure('unavailable', 429);
      return 'hello';
    });
    const lm = new BatchLanguageModel(inner, { clock, onWait: ({ ms }) => waits.push(ms) });
    expect((await ask(lm)).text).toBe('hello');
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000]);
  });

  it('gives up when its patience has ended, with the last failure', async () => {
    const clock = new FakeClock();
    const down = failure('unavailable', 503);
    const lm = new BatchLanguageModel(
      new ScriptedLanguageModel(() => {
        throw down;
      }),
      { clock, patienceMs: 10 * MINUTE_MS },
    );
    await expect(ask(lm)).rejects.toBe(down);
    expect(clock.now() - 1_000_000).toBeGreaterThan(9 * MINUTE_MS);
    expect(clock.now() - 1_000_000).toBeLessThanOrEqual(10 * MINUTE_MS);
  });

  it.each([
    ['a refused key', failure('rejected', 401)],
    ['a model that hangs', failure('timeout')],
    ['a model that is gone', failure('unavailable', 404)],
    ['an error of the code', new TypeError('bug')],
  ])('does not wait where waiting cannot help: %s', async (_, error) => {
    const clock = new FakeClock();
    const inner = new ScriptedLanguageModel(() => {
      throw error;
    });
    await expect(ask(new BatchLanguageModel(inner, { clock }))).rejects.toBe(error);
    expect(inner.requests).toHaveLength(1);
    expect(clock.now()).toBe(1_000_000);
  });

  it('stops waiting, with the reason, when it is aborted', async () => {
    const hangUp = new AbortController();
    const lm = new BatchLanguageModel(
      new ScriptedLanguageModel(() => {
        setImmediate(() => hangUp.abort(new Error('enough')));
        throw failure('unavailable', 429);
      }),
    );
    const startedAt = performance.now();
    await expect(ask(lm, hangUp.signal)).rejects.toThrow('enough');
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
