import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { ADA, BOB } from './people-and-events.ts';

const LONG = { quietMs: 60_000, maxWaitMs: 600_000 };

export function describeScheduling(chat: () => Chat): void {
  it('has nothing to do without texts', async () => {
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
  });

  it('makes a turn due after the quiet window, and says when', async () => {
    const before = Date.now();
    const { dueAt } = await chat().text('hi', ADA, LONG);
    expect(dueAt).toBeGreaterThanOrEqual(before + LONG.quietMs);
    expect(dueAt).toBeLessThanOrEqual(Date.now() + LONG.quietMs);
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: dueAt });
  });

  it('hands a turn out when it is due and not before', async () => {
    const { dueAt } = await chat().text('hi', ADA, { quietMs: 80, maxWaitMs: 1000 });
    const turn = await chat().turn();
    expect(Date.now()).toBeGreaterThanOrEqual(dueAt ?? Infinity);
    expect(turn).toMatchObject({ dueAt, kind: 'person', channel: 'loop', failures: 0, history: [] });
  });

  it('waits for more as long as texts keep coming', async () => {
    const first = await chat().text('one', ADA, { quietMs: 50_000, maxWaitMs: 600_000 });
    const second = await chat().text('two', ADA, LONG);
    expect(second.dueAt).toBeGreaterThan(first.dueAt ?? Infinity);
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: second.dueAt });
  });

  it('does not wait longer than the longest wait after the first text', async () => {
    const capped = { quietMs: 500_000, maxWaitMs: 70_000 };
    const before = Date.now();
    await chat().text('one', ADA, { ...capped, quietMs: 60_000 });
    const after = Date.now();
    await clockReaches(after + 20);
    const { dueAt } = await chat().text('two', ADA, capped);
    expect(dueAt).toBeGreaterThanOrEqual(before + capped.maxWaitMs);
    expect(dueAt).toBeLessThanOrEqual(after + capped.maxWaitMs);
  });

  it('never makes a turn due in the past', async () => {
    await chat().text('one');
    const before = Date.now();
    expect((await chat().text('two')).dueAt).toBeGreaterThanOrEqual(before);
  });

  it('names the earliest of all due times', async () => {
    const later = await chat().text('hi', ADA, LONG);
    const sooner = await chat().text('hi', BOB, { ...LONG, quietMs: 30_000 });
    expect(sooner.dueAt).toBeLessThan(later.dueAt ?? 0);
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: sooner.dueAt });
  });

  it('takes first what has been due for longest', async () => {
    await chat().text('from Bob', BOB);
    await clockReaches(Date.now() + 5);
    await chat().text('from Ada', ADA);
    expect((await chat().turn()).messages).toMatchObject([{ text: 'from Bob' }]);
    expect((await chat().turn()).messages).toMatchObject([{ text: 'from Ada' }]);
  });

  it('gives up texts that are too old, and answers what came later', async () => {
    const old = await chat().text('from long ago');
    await clockReaches(Date.now() + 650);
    const fresh = await chat().text('from just now');
    const turn = await chat().turn({ maxAgeMs: 600 });
    expect(await chat().stateOf(old)).toBe('dead');
    expect(turn.messages.map(({ id }) => id)).toEqual([fresh.messageId]);
  });

  it('has nothing left to do when all texts are too old, and begins anew', async () => {
    const old = await chat().text('from long ago');
    await chat().fail(await chat().turn());
    await clockReaches(Date.now() + 30);
    expect(await chat().tryTurn({ maxAgeMs: 20 })).toEqual({ claimed: null, nextAt: null });
    expect(await chat().stateOf(old)).toBe('dead');
    await chat().text('new');
    expect(await chat().turn()).toMatchObject({ failures: 0, messages: [{ text: 'new' }] });
  });

  it('says how old the oldest text is', async () => {
    await chat().text('one');
    await clockReaches(Date.now() + 20);
    expect((await chat().turn()).ageMs).toBeGreaterThanOrEqual(20);
  });
}
