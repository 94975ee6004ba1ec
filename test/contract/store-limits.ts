import { expect, it } from '@jest/globals';
import type { LimitKind, TurnLimits } from '../../src/conversation/limits/turn.limits.ts';
import type { ClaimedTurn } from '../../src/conversation/turn.ts';
import type { Chat } from './chat.ts';
import { ADA, BOB } from './people-and-events.ts';

const NOTICES = { minute: 'too fast', day: 'enough for a day', installation: 'all used up' };

const limits = (over: Partial<TurnLimits> = {}): TurnLimits => ({
  turnsPerMinute: 0,
  turnsPerDay: 0,
  tokensPerDay: 0,
  installation: { tokensPerDay: 0, microUsdPerDay: 0 },
  reserve: { tokens: 100, microUsd: 10 },
  economyFrom: 0.8,
  notices: NOTICES,
  outboxTtlMs: 60_000,
  ...over,
});

const person = (n: number): typeof ADA => ({ ...ADA, key: `person ${n}`, target: `person ${n}` });

export function describeLimits(chat: () => Chat): void {
  /** A text and, if it gets a turn, its answer, with what that has used. */
  async function ask(
    with_: TurnLimits,
    spent = { tokens: 0, microUsd: 0 },
    conversation = ADA,
  ): Promise<{ turn: ClaimedTurn | null; state: string | undefined; kinds: LimitKind[] }> {
    const text = await chat().text('hi', conversation);
    const { claimed: turn, limited = [] } = await chat().tryTurn({ limits: with_ });
    if (turn) {
      await chat().commit(turn, ['answer']);
      const { conversationId, fence } = turn;
      await chat().store.settleTurn({
        conversationId,
        fence,
        spent,
        ownTokens: spent.tokens,
        answered: true,
      });
    }
    return { turn, state: await chat().stateOf(text), kinds: limited.map(({ kind }) => kind) };
  }

  it.each<[LimitKind, Partial<TurnLimits>]>([
    ['minute', { turnsPerMinute: 2 }],
    ['day', { turnsPerDay: 2 }],
    ['day', { tokensPerDay: 230 }],
    ['installation', { installation: { tokensPerDay: 230, microUsdPerDay: 0 } }],
    ['installation', { installation: { tokensPerDay: 0, microUsdPerDay: 23 } }],
  ])('lets two turns through and then says once that it is over: %s %j', async (kind, over) => {
    const spent = { tokens: 70, microUsd: 7 };
    for (const _ of [1, 2])
      expect(await ask(limits(over), spent)).toMatchObject({ state: 'covered', kinds: [] });
    for (const _ of [1, 2, 3])
      expect(await ask(limits(over))).toMatchObject({ turn: null, state: 'rate-limited', kinds: [kind] });
    expect(await chat().sendAll()).toEqual(['answer', 'answer', NOTICES[kind]]);
    // Nothing is left that would be due.
    expect(await chat().tryTurn({ limits: limits(over) })).toMatchObject({ claimed: null, nextAt: null });
  });

  it('counts each conversation for itself, and the installation over all', async () => {
    const own = limits({ turnsPerDay: 1 });
    expect(await ask(own, undefined, ADA)).toMatchObject({ state: 'covered' });
    expect(await ask(own, undefined, BOB)).toMatchObject({ state: 'covered' });
    expect(await ask(own, undefined, ADA)).toMatchObject({ state: 'rate-limited' });
    const all = limits({ installation: { tokensPerDay: 150, microUsdPerDay: 0 } });
    expect(await ask(all, { tokens: 60, microUsd: 0 }, person(1))).toMatchObject({ state: 'covered' });
    expect(await ask(all, undefined, person(2))).toMatchObject({ state: 'rate-limited' });
  });

  it('never lets 64 claims that come together pass the cap, and gives back what they did not use', async () => {
    const cap = limits({ installation: { tokensPerDay: 1000, microUsdPerDay: 0 } });
    for (let n = 0; n < 64; n++) await chat().text('hi', person(n));
    const claims = await Promise.all(Array.from({ length: 64 }, () => chat().tryTurn({ limits: cap })));
    const turns = claims.flatMap(({ claimed }) => claimed ?? []);
    expect(turns).toHaveLength(10);
    expect(claims.flatMap(({ limited = [] }) => limited)).toHaveLength(54);
    expect(await chat().store.watch.readBacklog()).toMatchObject({ tokensUsed: 1000, waiting: 10 });
    await Promise.all(
      turns.map(async (turn) => {
        const { conversationId, fence } = turn;
        await chat().commit(turn, ['answer']);
        const spent = { tokens: 40, microUsd: 3 };
        await chat().store.settleTurn({
          conversationId,
          fence,
          spent,
          ownTokens: spent.tokens,
          answered: true,
        });
        // Told twice it is counted once.
        await chat().store.settleTurn({
          conversationId,
          fence,
          spent,
          ownTokens: spent.tokens,
          answered: true,
        });
      }),
    );
    expect(await chat().store.watch.readBacklog()).toMatchObject({ tokensUsed: 400, microUsdUsed: 30 });
    expect(await ask(cap, undefined, person(99))).toMatchObject({ state: 'covered' });
  });

  it('counts the tokens of a turn that failed for the installation, and nothing for who got no answer', async () => {
    const all = { tokensPerDay: 170, microUsdPerDay: 0 };
    const rule = limits({ turnsPerDay: 1, tokensPerDay: 110, installation: all });
    const text = await chat().text('hi');
    const spent = { tokens: 70, microUsd: 0 };
    for (const _ of [1, 2]) {
      const turn = await chat().turn({ limits: rule });
      await chat().fail(turn);
      await chat().store.settleTurn({ ...turn, spent, ownTokens: 0, answered: false });
    }
    expect(await chat().store.watch.readBacklog()).toMatchObject({ tokensUsed: 140 });
    // The worst case of a third try does not fit any more.
    const { claimed, limited } = await chat().tryTurn({ limits: rule });
    expect([claimed, limited?.map(({ kind }) => kind)]).toEqual([null, ['installation']]);
    expect(await chat().stateOf(text)).toBe('rate-limited');
  });

  it('charges who got no answer for what was billed, attempt by attempt', async () => {
    const rule = limits({ tokensPerDay: 180 });
    await chat().text('hi');
    for (const _ of [1, 2]) {
      const turn = await chat().turn({ limits: rule });
      await chat().fail(turn);
      const spent = { tokens: 90, microUsd: 0 };
      await chat().store.settleTurn({ ...turn, spent, ownTokens: 70, answered: false });
    }
    const { claimed, limited } = await chat().tryTurn({ limits: rule });
    expect([claimed, limited?.map(({ kind }) => kind)]).toEqual([null, ['day']]);
  });

  it('leaves a turn that nobody settles at its worst case', async () => {
    const rule = limits({ tokensPerDay: 150 });
    await chat().text('hi');
    await chat().turn({ limits: rule, leaseMs: 0 });
    const { claimed, limited } = await chat().tryTurn({ limits: rule });
    expect([claimed, limited?.map(({ kind }) => kind)]).toEqual([null, ['day']]);
  });

  it('asks for cheaper models from four fifths of the budget on', async () => {
    const rule = limits({ installation: { tokensPerDay: 0, microUsdPerDay: 100 } });
    expect((await ask(rule, { tokens: 1, microUsd: 60 })).turn?.economy).toBe(false);
    expect((await ask(rule, { tokens: 1, microUsd: 11 })).turn?.economy).toBe(false);
    expect((await ask(rule, { tokens: 1, microUsd: 10 })).turn?.economy).toBe(true);
  });

  it('gives a claim that is repeated the same turn and counts it once', async () => {
    const rule = limits({ turnsPerDay: 1 });
    await chat().text('hi');
    const first = await chat().turn({ claimId: 'c1', limits: rule });
    expect(await chat().turn({ claimId: 'c1', limits: rule })).toMatchObject({ fence: first.fence });
    expect(await chat().store.watch.readBacklog()).toMatchObject({ tokensUsed: 100 });
  });

  it('tells how long the oldest turn has been under way', async () => {
    await chat().text('hi');
    const turn = await chat().turn({ limits: limits() });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { leaseMs } = await chat().store.watch.readBacklog();
    expect(leaseMs).toBeGreaterThanOrEqual(10);
    expect(leaseMs).toBeLessThan(30_000);
    await chat().commit(turn, []);
    expect(await chat().store.watch.readBacklog()).toMatchObject({ leaseMs: 0 });
  });
}
