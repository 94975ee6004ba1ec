import { expect, it } from '@jest/globals';
import type { LimitRule, TurnLimits } from '../../src/conversation/limits/turn.limits.ts';
import type { ModelCallRecord } from '../../src/conversation/model-calls.ts';
import type { ToolCallRecord } from '../../src/conversation/tool-calls.ts';
import type { TrailText } from '../../src/conversation/trail.ts';
import type { Chat } from './chat.ts';
import { ADA, message } from './people-and-events.ts';

const NO_LIMITS: TurnLimits = {
  turnsPerMinute: 0,
  turnsPerDay: 0,
  tokensPerDay: 0,
  installation: { tokensPerDay: 0, microUsdPerDay: 0 },
  reserve: { tokens: 100, microUsd: 10 },
  economyFrom: 0.8,
  notices: { minute: 'too fast', day: 'enough for a day', installation: 'all used up' },
  outboxTtlMs: 60_000,
};
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const modelCall = (outcome: string, over: Partial<ModelCallRecord> = {}): ModelCallRecord => ({
  model: 'small',
  outcome,
  ms: 12,
  promptTokens: 100,
  completionTokens: 10,
  microUsd: 3.5,
  agoMs: 40,
  ...over,
});

/** What is kept of the turns and the limits that a text has met. */
export function describeTrailOfTurns(chat: () => Chat): void {
  async function trailOf(query: string | null): Promise<TrailText> {
    const { texts } = await chat().store.operator.readTrail(query ?? '', 10);
    expect(texts).toHaveLength(1);
    return texts[0] as TrailText;
  }

  it('shows who answered, each request to a model and each call of a tool, of failed attempts too', async () => {
    const { messageId } = await chat().text('hi');
    const failed = [modelCall('auth', { promptTokens: 0, completionTokens: 0, microUsd: 0 })];
    await chat().fail(await chat().turn(), { modelCalls: failed, notice: 'Sorry.' });
    const modelCalls = [modelCall('aborted', { waitedMs: 7 }), modelCall('ok', { model: 'big', agoMs: 0 })];
    const route = { agent: 'chip', picked: 'guide', reason: 'model', confidence: 0.9, failure: 'E', ms: 3 };
    const call: ToolCallRecord = {
      tool: 'dice',
      outcome: 'ok',
      arguments: '{"sides":6}',
      ms: 2.4,
      agoMs: 30,
    };
    const calls = [call, { ...call, outcome: 'failed', agoMs: undefined } as const];
    await chat().commit(await chat().turn(), ['four'], { modelCalls, route, calls });

    const { failures, turn, replies } = await trailOf(messageId);
    expect(failures).toMatchObject([{ fence: 1, modelCalls: failed }]);
    expect(turn).toMatchObject({ fence: 2, route, modelCalls });
    expect(turn?.toolCalls).toMatchObject([
      { tool: 'dice', outcome: 'ok', arguments: '{"sides":6}', ms: 2 },
      { tool: 'dice', outcome: 'failed', ms: 2 },
    ]);
    // A call has the time at which it ended, not that of the commit.
    const [rolled, again] = turn?.toolCalls ?? [];
    expect(Number(again?.createdAt) - Number(rolled?.createdAt)).toBe(30);
    expect(replies.map(({ text, origin }) => [text, origin])).toEqual([
      ['Sorry.', 'notice:1'],
      ['four', 'turn:2'],
    ]);
  });

  it('knows nothing of a turn that nothing was kept of', async () => {
    const { messageId } = await chat().text('hi');
    await chat().commit(await chat().turn(), ['hello']);
    expect((await trailOf(messageId)).turn).toMatchObject({ route: null, modelCalls: [], toolCalls: [] });
  });

  it.each<[LimitRule, Partial<TurnLimits>, number]>([
    ['turns-per-minute', { turnsPerMinute: 1 }, MINUTE_MS],
    ['turns-per-day', { turnsPerDay: 1, tokensPerDay: 200 }, DAY_MS],
    ['tokens-per-day', { turnsPerDay: 2, tokensPerDay: 150 }, DAY_MS],
    ['all-tokens-per-day', { installation: { tokensPerDay: 150, microUsdPerDay: 0 } }, DAY_MS],
    ['usd-per-day', { installation: { tokensPerDay: 0, microUsdPerDay: 15 } }, DAY_MS],
  ])('names the limit that held a text back, and until when: %s', async (rule, over, windowMs) => {
    const limits = { ...NO_LIMITS, ...over };
    const before = await trailOf((await chat().text('one')).messageId);
    const { claimed } = await chat().tryTurn({ limits });
    if (!claimed) throw new Error('the first text is within every limit');
    await chat().commit(claimed, ['to one']);
    const [second, third] = [message({ text: 'two' }), message({ text: 'three' })];
    for (const event of [second, third]) {
      await chat().admit(event);
      await chat().tryTurn({ limits });
    }
    expect(before.limit).toBeNull();
    const [refused, refusedAgain] = [await trailOf(second.externalId), await trailOf(third.externalId)];
    expect(refused).toMatchObject({ state: 'rate-limited', limit: { rule } });
    // The window began with the first turn, by the store's clock.
    const until = Number(refused.limit?.until);
    expect(until - windowMs).toBeGreaterThanOrEqual(before.createdAt);
    expect(until - windowMs).toBeLessThanOrEqual(refused.createdAt);
    expect(refused.replies).toMatchObject([{ state: 'pending' }]);
    // The same window, though nobody was told a second time.
    expect(refusedAgain).toMatchObject({ limit: refused.limit, replies: [] });
  });

  it('shows that a text and a reply were given another chance', async () => {
    const { messageId } = await chat().text('hi');
    await chat().fail(await chat().turn(), { deadAfterMs: 0 });
    expect(await trailOf(messageId)).toMatchObject({ state: 'dead', redrivenAt: null });
    const redrive = (id: string | null) =>
      chat().store.operator.redrive({ id: id ?? '', ttlMs: 60_000, evenIfSent: false });
    expect(await redrive(messageId)).toBe('redriven');
    await chat().commit(await chat().turn(), ['late']);
    const send = await chat().send();
    await chat().record(send, 'refused');
    expect(await redrive(send.id)).toBe('redriven');
    const { failures, redrivenAt, turn, replies } = await trailOf(ADA.target);
    expect(failures).toMatchObject([{ outcome: 'dead' }]);
    expect(Number(redrivenAt)).toBeGreaterThanOrEqual(Number(failures[0]?.createdAt));
    expect(Number(redrivenAt)).toBeLessThanOrEqual(Number(turn?.createdAt));
    expect(Number(replies[0]?.redrivenAt)).toBeGreaterThanOrEqual(Number(turn?.createdAt));
  });
}
