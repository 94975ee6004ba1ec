import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { ADA, BOB } from './people-and-events.ts';

export function describeFailingTurns(chat: () => Chat): void {
  it('makes a failed turn due again later, with its texts in order', async () => {
    await chat().text('one');
    await chat().text('two');
    const before = Date.now();
    expect(await chat().fail(await chat().turn(), { retryInMs: 80 })).toBe('retrying');
    const again = await chat().turn();
    expect(Date.now()).toBeGreaterThanOrEqual(before + 80);
    expect(again).toMatchObject({ failures: 1, messages: [{ text: 'one' }, { text: 'two' }] });
  });

  it('says when a failed turn is due again, also to a text that comes meanwhile', async () => {
    await chat().text('one');
    const before = Date.now();
    await chat().fail(await chat().turn(), { retryInMs: 40_000 });
    const { dueAt } = await chat().text('two');
    expect(dueAt).toBeGreaterThanOrEqual(before + 40_000);
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: dueAt });
  });

  it('lets no conversation wait for the failure of another', async () => {
    await chat().text('hi', ADA);
    await chat().fail(await chat().turn(), { retryInMs: 60_000 });
    await chat().text('hi', BOB);
    expect(await chat().commit(await chat().turn(), ['hello Bob'])).toBe('committed');
  });

  it('tells the person once per outage, however often it fails', async () => {
    await chat().text('one');
    for (const _ of [1, 2, 3]) await chat().fail(await chat().turn(), { notice: 'one moment' });
    expect(await chat().sendAll()).toEqual(['one moment']);
    const turn = await chat().turn();
    expect(turn.failures).toBe(3);
    await chat().commit(turn, ['sorry for the wait']);
    expect(await chat().sendAll()).toEqual(['sorry for the wait']);

    await chat().text('two');
    const next = await chat().turn();
    expect(next.failures).toBe(0);
    await chat().fail(next, { notice: 'one moment' });
    expect(await chat().sendAll()).toEqual(['one moment']);
  });

  it('leaves a text unanswered that only got a notice', async () => {
    const text = await chat().text('one');
    await chat().fail(await chat().turn(), { notice: 'one moment' });
    expect(await chat().stateOf(text)).toBe('unanswered');
    expect(await chat().store.readOutcome(text.messageId ?? '')).toMatchObject({ failures: 1, replies: [] });
  });

  it('takes a repeated failure once', async () => {
    await chat().text('one');
    const turn = await chat().turn();
    expect(await chat().fail(turn, { notice: 'one moment' })).toBe('retrying');
    expect(await chat().fail(turn, { notice: 'one moment' })).toBe('lost');
    expect((await chat().turn()).failures).toBe(1);
    expect(await chat().sendAll()).toEqual(['one moment']);
  });

  it('does not count a turn that is handed back', async () => {
    const text = await chat().text('one');
    const turn = await chat().turn();
    const released = { released: true, notice: 'one moment', deadAfterMs: 0 };
    expect(await chat().fail(turn, released)).toBe('retrying');
    expect(await chat().fail(turn, released)).toBe('lost');
    const again = await chat().turn();
    expect(again).toMatchObject({ failures: 0, messages: [{ text: 'one' }] });
    // Had the failing begun above, it would have lasted for some time by now.
    await clockReaches(Date.now() + 30);
    expect(await chat().fail(again, { deadAfterMs: 20 })).toBe('retrying');
    expect(await chat().stateOf(text)).toBe('unanswered');
    expect(await chat().sendAll()).toEqual([]);
  });

  it('goes on counting where it was before a turn was handed back', async () => {
    const text = await chat().text('one');
    await chat().fail(await chat().turn(), { notice: 'one moment' });
    await chat().fail(await chat().turn(), { released: true });
    const turn = await chat().turn();
    expect(turn.failures).toBe(1);
    await clockReaches(Date.now() + 20);
    expect(await chat().fail(turn, { notice: 'one moment', deadAfterMs: 20 })).toBe('dead');
    expect(await chat().stateOf(text)).toBe('dead');
    expect(await chat().sendAll()).toEqual(['one moment']);
  });

  it('gives up what has failed for too long', async () => {
    const text = await chat().text('one');
    await chat().fail(await chat().turn());
    await clockReaches(Date.now() + 30);
    expect(await chat().fail(await chat().turn(), { deadAfterMs: 30, notice: 'no answer' })).toBe('dead');
    expect(await chat().stateOf(text)).toBe('dead');
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().sendAll()).toEqual(['no answer']);
    await chat().text('two');
    expect(await chat().turn()).toMatchObject({ failures: 0, history: [], messages: [{ text: 'two' }] });
  });

  it('does not give up a text that came after the failing began', async () => {
    const first = await chat().text('one');
    await chat().fail(await chat().turn(), { notice: 'one moment' });
    await clockReaches(Date.now() + 500);
    const second = await chat().text('two');
    expect(await chat().fail(await chat().turn(), { deadAfterMs: 500, notice: 'one moment' })).toBe('dead');
    expect([await chat().stateOf(first), await chat().stateOf(second)]).toEqual(['dead', 'unanswered']);
    expect(await chat().fail(await chat().turn(), { deadAfterMs: 500, notice: 'one moment' })).toBe(
      'retrying',
    );
    expect(await chat().commit(await chat().turn(), ['to two'])).toBe('committed');
    expect(await chat().sendAll()).toEqual(['one moment', 'to two']);
  });

  it('keeps its promise to a text that comes while the turn runs that will fail', async () => {
    await chat().text('one');
    const turn = await chat().turn();
    await chat().text('two');
    await chat().fail(turn);
    expect((await chat().turn()).messages).toMatchObject([{ text: 'one' }, { text: 'two' }]);
  });
}
