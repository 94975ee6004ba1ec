import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { ADA, BOB, NOWHERE } from './people-and-events.ts';

export function describeCommits(chat: () => Chat): void {
  it('covers the texts of a turn and has nothing more to do', async () => {
    const text = await chat().text('hi');
    expect(await chat().commit(await chat().turn(), ['hello', 'how are you?'])).toBe('committed');
    expect(await chat().stateOf(text)).toBe('covered');
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().sendAll()).toEqual(['hello', 'how are you?']);
  });

  it('answers a repeated commit without writing twice', async () => {
    await chat().text('hi');
    const turn = await chat().turn();
    const commits = await Promise.all([1, 2, 3].map(() => chat().commit(turn, ['hello'])));
    expect(commits).toEqual(['committed', 'committed', 'committed']);
    expect(await chat().sendAll()).toEqual(['hello']);
    expect(await chat().commit(turn, ['hello'])).toBe('committed');
    expect(await chat().sendAll()).toEqual([]);
  });

  it('writes nothing when more has come, and leaves the turn with its worker', async () => {
    const first = await chat().text('one');
    const turn = await chat().turn();
    await chat().text('two');
    expect(await chat().commit(turn, ['to one'])).toBe('newer');
    expect(await chat().stateOf(first)).toBe('unanswered');
    expect(await chat().sendAll()).toEqual([]);
    expect((await chat().tryTurn()).claimed).toBeNull();
    const whole = await chat().store.refreshTurn({ ...turn, leaseMs: 30_000, historyLimit: 5 });
    expect(await chat().commit(whole ?? turn, ['to both'])).toBe('committed');
    expect(await chat().sendAll()).toEqual(['to both']);
  });

  it('leaves what has come to a turn of its own when the worker may not start over', async () => {
    const first = await chat().text('one');
    const turn = await chat().turn();
    const second = await chat().text('two');
    expect(await chat().commit(turn, ['to one'], { allowNewer: false })).toBe('committed');
    expect([await chat().stateOf(first), await chat().stateOf(second)]).toEqual(['covered', 'unanswered']);
    const next = await chat().turn();
    expect(next.messages).toMatchObject([{ text: 'two' }]);
    expect(next.fence).toBeGreaterThan(turn.fence);
  });

  it('keeps the quiet window of what has come during a turn', async () => {
    await chat().text('one');
    const turn = await chat().turn();
    const { dueAt } = await chat().text('two', ADA, { quietMs: 60_000, maxWaitMs: 600_000 });
    await chat().commit(turn, ['to one'], { allowNewer: false });
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: dueAt });
  });

  it('counts the longest wait of what is left from its own first text', async () => {
    await chat().text('one');
    const turn = await chat().turn();
    await clockReaches(Date.now() + 50);
    const before = Date.now();
    await chat().text('two');
    await chat().commit(turn, ['to one'], { allowNewer: false });
    const third = await chat().text('three', ADA, { quietMs: 60_000, maxWaitMs: 60_000 });
    expect(third.dueAt).toBeGreaterThanOrEqual(before + 60_000);
  });

  it('covers the listed texts only', async () => {
    const first = await chat().text('one');
    const second = await chat().text('two');
    const turn = await chat().turn();
    await chat().commit(turn, ['to one'], { covered: [first.messageId ?? ''], allowNewer: false });
    expect([await chat().stateOf(first), await chat().stateOf(second)]).toEqual(['covered', 'unanswered']);
  });

  it('covers no text of another conversation', async () => {
    const bobs = await chat().text('hi', BOB, { quietMs: 60_000, maxWaitMs: 60_000 });
    await chat().text('hi', ADA);
    const turn = await chat().turn();
    const covered = [...turn.messages.map(({ id }) => id), bobs.messageId ?? ''];
    expect(await chat().commit(turn, ['hello'], { covered })).toBe('committed');
    expect(await chat().stateOf(bobs)).toBe('unanswered');
  });

  it('takes silence for an answer', async () => {
    const text = await chat().text('thanks!');
    expect(await chat().commit(await chat().turn(), [])).toBe('committed');
    expect(await chat().stateOf(text)).toBe('covered');
    expect(await chat().trySend()).toEqual({ claimed: null, nextAt: null });
  });

  it('keeps a reply that has nobody to go to in the history alone', async () => {
    const text = await chat().text('hi', NOWHERE);
    await chat().commit(await chat().turn(), ['hello']);
    expect(await chat().trySend()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().store.readOutcome(text.messageId ?? '')).toMatchObject({
      replies: [{ text: 'hello', sendState: null }],
    });
  });
}
