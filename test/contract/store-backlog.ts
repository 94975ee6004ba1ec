import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { ADA, BOB, CHANNEL } from './people-and-events.ts';

const NOTHING = {
  waiting: 0,
  waitingMs: 0,
  leaseMs: 0,
  pendingSends: 0,
  unknownSends: 0,
  deadMessages: 0,
  deadSends: 0,
  tokensUsed: 0,
  microUsdUsed: 0,
};

export function describeBacklog(chat: () => Chat): void {
  it('is nothing in an empty store', async () => {
    expect(await chat().store.watch.readBacklog()).toEqual(NOTHING);
  });

  it('tells how many conversations wait, since when, and what is on its way', async () => {
    const before = Date.now();
    await chat().text('hi', ADA);
    await chat().text('hi', BOB);
    await clockReaches(before + 60);
    const waiting = await chat().store.watch.readBacklog();
    expect(waiting).toMatchObject({ ...NOTHING, waiting: 2, waitingMs: expect.any(Number) });
    expect(waiting.waitingMs).toBeGreaterThanOrEqual(30);
    expect(waiting.waitingMs).toBeLessThan(60_000);

    await chat().commit(await chat().turn(), ['one', 'two']);
    expect(await chat().store.watch.readBacklog()).toMatchObject({ waiting: 1, pendingSends: 2 });
    await chat().record(await chat().send(), 'unknown');
    expect(await chat().store.watch.readBacklog()).toMatchObject({ pendingSends: 1, unknownSends: 1 });
  });

  it('counts nobody who waits because a human has paused the conversation', async () => {
    const { conversationId } = await chat().text('hi', ADA);
    await chat().store.operator.pause(conversationId ?? '');
    await clockReaches(Date.now() + 60);
    await chat().text('hi', BOB);
    const held = await chat().store.watch.readBacklog();
    expect(held.waiting).toBe(1);
    expect(held.waitingMs).toBeLessThan(60);
    await chat().store.operator.resume(conversationId ?? '');
    expect(await chat().store.watch.readBacklog()).toMatchObject({ waiting: 2 });
  });

  it('tells what is dead: texts without an answer, and what could not be delivered', async () => {
    await chat().text('hi');
    await chat().fail(await chat().turn(), { deadAfterMs: 0 });
    await chat().converse('hi', ['answer'], BOB);
    await chat().record(await chat().send(), 'refused');
    expect(await chat().store.watch.readBacklog()).toEqual({ ...NOTHING, deadMessages: 1, deadSends: 1 });
  });

  it('takes an alarm that came too late for no dead letter, which would be an alarm again', async () => {
    const origin = 'notice:alarm:1';
    await chat().store.watch.sendNotice({
      channel: CHANNEL,
      conversation: BOB,
      origin,
      text: 'help',
      ttlMs: 0,
    });
    await clockReaches(Date.now() + 20);
    expect((await chat().trySend()).claimed).toBeNull();
    expect((await chat().store.operator.readStats()).replies).toEqual({ dead: 1 });
    expect(await chat().store.watch.readBacklog()).toEqual(NOTHING);
  });
}
