import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { ADA, BOB, TEXTS } from './people-and-events.ts';

export function describeTurns(chat: () => Chat): void {
  it('hands out all unanswered texts in the order they came, with who wrote them and where to', async () => {
    for (const text of ['one', 'two', 'three']) await chat().text(text);
    const turn = await chat().turn();
    expect(turn.messages.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
    expect(turn.messages[0]).toMatchObject({ author: '+13345550101', externalId: expect.any(String) });
    expect(turn.target).toBe(ADA.target);
  });

  it('gives a conversation to one worker only', async () => {
    await chat().text('hi');
    const claims = await Promise.all(Array.from({ length: 10 }, () => chat().tryTurn()));
    expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
  });

  it('gives different conversations to workers that ask at the same time', async () => {
    await chat().text('hi', ADA);
    await chat().text('hi', BOB);
    const turns = await Promise.all([chat().turn(), chat().turn()]);
    expect(turns[0].conversationId).not.toBe(turns[1].conversationId);
  });

  it('gives a worker that asks again under the same claim the same turn', async () => {
    await chat().text('hi', ADA);
    await chat().text('hi', BOB);
    const first = await chat().turn({ claimId: 'c1' });
    const again = await chat().turn({ claimId: 'c1' });
    expect(again).toMatchObject({ conversationId: first.conversationId, fence: first.fence, claimId: 'c1' });
  });

  it('says when a held conversation is free again', async () => {
    await chat().text('hi');
    const before = Date.now();
    await chat().turn({ leaseMs: 20_000 });
    const { claimed, nextAt } = (await chat().tryTurn()) as { claimed: null; nextAt: number };
    expect(claimed).toBeNull();
    expect(nextAt).toBeGreaterThanOrEqual(before + 20_000);
    expect(nextAt).toBeLessThanOrEqual(Date.now() + 20_000);
  });

  it('lets another worker take over when a lease has run out, and fences the first one off', async () => {
    await chat().text('hi');
    const before = Date.now();
    const first = await chat().turn({ leaseMs: 60 });
    const second = await chat().turn();
    expect(Date.now()).toBeGreaterThanOrEqual(before + 60);
    expect(second.fence).toBeGreaterThan(first.fence);
    expect(await chat().store.refreshTurn({ ...first, leaseMs: 1000, historyLimit: 5 })).toBeNull();
    expect(await chat().commit(first, ['from the dead'])).toBe('lost');
    expect(await chat().fail(first)).toBe('lost');
    expect(await chat().commit(second, ['alive'])).toBe('committed');
    expect(await chat().sendAll()).toEqual(['alive']);
  });

  it('takes a late commit as long as nobody has taken over', async () => {
    await chat().text('hi');
    const turn = await chat().turn({ leaseMs: 10 });
    await clockReaches(Date.now() + 20);
    expect(await chat().commit(turn, ['late'])).toBe('committed');
  });

  it('keeps a turn whose lease is renewed, and shows it what has come since', async () => {
    await chat().text('one');
    const turn = await chat().turn({ leaseMs: 50 });
    const { dueAt } = await chat().text('two', ADA, { quietMs: 100, maxWaitMs: 500 });
    const renewed = await chat().store.refreshTurn({ ...turn, leaseMs: 20_000, historyLimit: 5 });
    expect(renewed).toMatchObject({ fence: turn.fence, dueAt, messages: [{ text: 'one' }, { text: 'two' }] });
    await clockReaches(Date.now() + 60);
    expect((await chat().tryTurn()).claimed).toBeNull();
  });

  it('remembers what was said and answered, and nothing else', async () => {
    await chat().converse('one', ['to one', 'more to one']);
    await chat().text('help');
    await chat().text('two');
    await chat().fail(await chat().turn(), { notice: 'one moment' });
    const turn = await chat().turn();
    await chat().text('three');
    await chat().commit(turn, ['to two'], { allowNewer: false });
    const { history, messages } = await chat().turn();
    expect(history.map(({ direction, body }) => `${direction} ${body}`)).toEqual([
      'in one',
      'out to one',
      'out more to one',
      'in two',
      'out to two',
    ]);
    expect(messages).toMatchObject([{ text: 'three' }]);
    expect(history.map(({ body }) => body)).not.toContain(TEXTS.help);
  });

  it('sets a text that came during a turn after the reply of that turn', async () => {
    await chat().text('one');
    const turn = await chat().turn();
    await chat().text('two');
    await chat().commit(turn, ['to one'], { allowNewer: false });
    await chat().commit(await chat().turn(), ['to two']);
    await chat().text('three');
    const { history } = await chat().turn({ historyLimit: 3 });
    expect(history.map(({ body }) => body)).toEqual(['to one', 'two', 'to two']);
  });

  it('lets nothing of one conversation be seen in another', async () => {
    await chat().converse("Ada's secret", ['kept'], ADA);
    await chat().text('hi', BOB);
    expect(await chat().turn()).toMatchObject({ history: [], messages: [{ text: 'hi' }] });
  });
}
