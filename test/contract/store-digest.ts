import { expect, it } from '@jest/globals';
import type { Digest } from '../../src/conversation/digest.store.ts';
import type { ModelCallRecord } from '../../src/conversation/model-calls.ts';
import type { Chat } from './chat.ts';
import { ADA, BOB, GROUP, message } from './people-and-events.ts';

const DAY_MS = 86_400_000;
const NOTHING: Digest = {
  texts: 0,
  people: 0,
  limited: 0,
  replies: 0,
  medianMs: null,
  p95Ms: null,
  failures: 0,
  deadTexts: 0,
  deadReplies: 0,
  tokens: 0,
  microUsd: 0,
};

export function describeDigest(chat: () => Chat): void {
  const read = (over = {}): Promise<Digest> =>
    chat().store.watch.readDigest({ since: Date.now() - DAY_MS, until: Date.now() + DAY_MS, ...over });
  const modelCall = (tokens: number, microUsd: number): ModelCallRecord => ({
    model: 'small',
    outcome: 'ok',
    ms: 1,
    promptTokens: tokens - 1,
    completionTokens: 1,
    microUsd,
    agoMs: 0,
  });

  it('is of zeros when nothing has happened', async () => {
    expect(await read()).toEqual(NOTHING);
  });

  it('counts texts, people, answers, failures, what was given up, tokens and cost', async () => {
    // Ada: answered by two texts after an attempt that failed.
    await chat().text('one');
    await chat().fail(await chat().turn(), { modelCalls: [modelCall(5, 0.5)] });
    const modelCalls = [modelCall(100, 10), modelCall(20, 2.25)];
    await chat().commit(await chat().turn(), ['a', 'b'], { modelCalls });
    for (const _ of [1, 2]) await chat().record(await chat().send(), 'sent');
    // Bob: his answer is refused, his next text is given up.
    const fromBob = (text: string) => chat().admit(message({ text, conversation: BOB, author: BOB.target }));
    await fromBob('two');
    await chat().commit(await chat().turn(), ['c']);
    await chat().record(await chat().send(), 'refused');
    await fromBob('three');
    await chat().fail(await chat().turn(), { deadAfterMs: 0, notice: 'Sorry.' });
    await chat().record(await chat().send(), 'sent');
    // Two people in a group, of whom one is Ada.
    for (const author of [ADA.target, 'somebody else'])
      await chat().admit(message({ text: 'among us', conversation: GROUP, author }), {
        group: { policy: 'never', addressed: false },
      });

    const digest = await read();
    expect(digest).toMatchObject({
      texts: 5,
      people: 3,
      limited: 0,
      replies: 2,
      failures: 2,
      deadTexts: 1,
      deadReplies: 1,
      tokens: 125,
      microUsd: 12.75,
    });
    expect(digest.medianMs).toBeGreaterThanOrEqual(0);
    expect(digest.medianMs).toBeLessThan(60_000);
    expect(await read({ until: Date.now() - DAY_MS / 2 })).toEqual(NOTHING);
    expect(await read({ since: Date.now() + DAY_MS / 2 })).toEqual(NOTHING);
  });

  it('takes the middle and the slow end from what somebody has waited', async () => {
    for (let n = 0; n < 21; n++) {
      const person = { ...ADA, key: `person ${n}`, target: `person ${n}`, externalId: `person ${n}` };
      await chat().text('hi', person, { occurredAt: Date.now() - 1000 * n });
      await chat().commit(await chat().turn(), ['hello']);
      await chat().record(await chat().send(), 'sent');
    }
    const { medianMs, p95Ms } = await read();
    // 0 s to 20 s, and what the test itself takes.
    expect(Math.floor(Number(medianMs) / 1000)).toBe(10);
    expect(Math.floor(Number(p95Ms) / 1000)).toBe(19);
  });
}
