import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { ADA, BOB, delivery, TEXTS } from './people-and-events.ts';

export function describeReads(chat: () => Chat): void {
  it('finds the oldest text that a text of ours answers', async () => {
    const first = await chat().text('one');
    await chat().text('two');
    await chat().commit(await chat().turn(), ['a', 'b']);
    for (const _ of [1, 2]) {
      const send = await chat().send();
      expect(await chat().store.watch.firstTextOf(send.id)).toBe(first.messageId);
      await chat().record(send, 'sent');
    }
    await chat().text('help');
    expect(await chat().store.watch.firstTextOf((await chat().send()).id)).toBeNull();
    expect(await chat().store.watch.firstTextOf('nobody')).toBeNull();
  });

  it('answers when it is asked whether it is there', async () => {
    await expect(chat().store.ping()).resolves.toBeUndefined();
  });

  it('lists the newest lines of one conversation, oldest first', async () => {
    await chat().converse('one', ['to one']);
    await chat().converse('hi', ['to Bob'], BOB);
    const { conversationId } = await chat().text('two');
    const lines = await chat().store.listRecentMessages(conversationId ?? '', 2);
    expect(lines).toEqual([
      { ...line, direction: 'out', author: null, body: 'to one' },
      { ...line, direction: 'in', author: '+13345550101', body: 'two' },
    ]);
    expect(await chat().store.listRecentMessages(conversationId ?? '', 50)).toHaveLength(3);
    expect(await chat().store.listRecentMessages('no such conversation', 50)).toEqual([]);
  });

  it('tells what became of a text, from its turn to the delivery of the reply', async () => {
    const text = await chat().text('hi');
    const read = (): Promise<unknown> => chat().store.readOutcome(text.messageId ?? '');
    const open = { receivedText: 'hi', externalConversationId: ADA.externalId, failures: 0 };
    expect(await read()).toEqual({ ...open, state: 'unanswered', replies: [] });

    await chat().commit(await chat().turn(), ['one', 'two']);
    const pending = { sendState: 'pending', providerId: null, errorCode: null };
    const replies = [
      { text: 'one', ...pending },
      { text: 'two', ...pending },
    ];
    expect(await read()).toEqual({ ...open, state: 'covered', replies });

    await chat().record(await chat().send(), { kind: 'sent', providerId: 'p1' });
    await chat().admit(delivery('delivered', { externalId: 'p1' }));
    const delivered = { text: 'one', sendState: 'delivered', providerId: 'p1', errorCode: null };
    expect(await read()).toEqual({ ...open, state: 'covered', replies: [delivered, replies[1]] });
  });

  it('shows the same reply for every text of one turn, and not those of others', async () => {
    await chat().converse('before', ['to before']);
    const both = [await chat().text('one'), await chat().text('two')];
    await chat().commit(await chat().turn(), ['to both']);
    await chat().converse('after', ['to after']);
    for (const { messageId } of both) {
      const outcome = await chat().store.readOutcome(messageId ?? '');
      expect(outcome?.replies.map(({ text }) => text)).toEqual(['to both']);
    }
  });

  it('shows the answer to a consent word', async () => {
    const { messageId } = await chat().text('help');
    expect(await chat().store.readOutcome(messageId ?? '')).toMatchObject({
      state: 'covered',
      replies: [{ text: TEXTS.help, sendState: 'pending' }],
    });
  });

  it('knows nothing of a text that it does not have', async () => {
    expect(await chat().store.readOutcome('no such message')).toBeNull();
  });
}

const line = { id: expect.any(String), heard: null, createdAt: expect.any(Number) };
