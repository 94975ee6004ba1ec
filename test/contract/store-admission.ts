import { expect, it } from '@jest/globals';
import type { ChannelEvent } from '../../src/conversation/channel-event.ts';
import type { Chat } from './chat.ts';
import { ADA, BOB, delivery, message, NOWHERE, TEXTS } from './people-and-events.ts';

export function describeAdmission(chat: () => Chat): void {
  it('accepts a text and says which message and conversation it became', async () => {
    const first = await chat().text('hi');
    const second = await chat().text('me again');
    const other = await chat().text('hi', BOB);
    expect(first).toMatchObject({ status: 'accepted', outboxChanged: false });
    expect(first.messageId).toEqual(expect.any(String));
    expect(second.messageId).not.toBe(first.messageId);
    expect(second.conversationId).toBe(first.conversationId);
    expect(other.conversationId).not.toBe(first.conversationId);
    expect(first.conversationId).not.toContain(ADA.key);
  });

  it('knows a message again by its own id, whatever the webhook is called', async () => {
    const event = message();
    const first = await chat().admit(event);
    const again = await chat().admit({ ...event, webhookId: 'another webhook' });
    expect(again).toMatchObject({ status: 'duplicate', dueAt: null, outboxChanged: false });
    expect(again.messageId).toBe(first.messageId);
    expect(again.conversationId).toBe(first.conversationId);
  });

  it('knows a message again by the id of its webhook', async () => {
    const first = await chat().admit(message({ webhookId: 'w1' }));
    for (const externalId of [null, 'another message']) {
      const again = await chat().admit(message({ webhookId: 'w1', externalId }));
      expect(again).toMatchObject({ status: 'duplicate', messageId: first.messageId });
    }
  });

  it('believes the message id where the webhook id names another message', async () => {
    await chat().admit(message({ externalId: 'm1', webhookId: 'w1' }));
    const second = await chat().admit(message({ externalId: 'm2', webhookId: 'w2' }));
    const mixed = await chat().admit(message({ externalId: 'm2', webhookId: 'w1' }));
    expect(mixed).toMatchObject({ status: 'duplicate', messageId: second.messageId });
  });

  it('makes one message of a hundred copies that arrive together', async () => {
    const event = message();
    const admissions = await Promise.all(Array.from({ length: 100 }, () => chat().admit(event)));
    expect(admissions.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    expect(admissions.filter(({ status }) => status === 'duplicate')).toHaveLength(99);
    expect(new Set(admissions.map(({ messageId }) => messageId)).size).toBe(1);
    expect((await chat().turn()).messages).toHaveLength(1);
  });

  it('does not take the notice of a new conversation for the text it came with', async () => {
    const text = message({ externalId: 'm1', webhookId: 'w1' });
    const notice: ChannelEvent = {
      kind: 'ignored',
      reason: 'nothing to do',
      name: 'conversation_inited',
      eventClass: 'conversation_inited',
      externalId: 'm1',
      webhookId: 'w1',
    };
    expect((await chat().admit(notice)).status).toBe('ignored');
    expect((await chat().admit(text)).status).toBe('accepted');
    expect((await chat().turn()).messages).toHaveLength(1);
  });

  it('keeps channels apart, whatever their ids', async () => {
    const event = message();
    const here = await chat().admit(event);
    const there = await chat().admit(event, { channel: 'other' });
    expect(there.status).toBe('accepted');
    expect(there.conversationId).not.toBe(here.conversationId);
  });

  it('takes events without any id each for a new one', async () => {
    const event = message({ externalId: null, webhookId: null });
    expect((await chat().admit(event)).status).toBe('accepted');
    expect((await chat().admit(event)).status).toBe('accepted');
  });

  it('ignores an empty text, but not one with a picture', async () => {
    const empty = await chat().text(' \n');
    expect(empty).toMatchObject({ status: 'ignored', dueAt: null });
    expect(await chat().stateOf(empty)).toBe('ignored');
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });

    const attachments = ['https://example.com/one.jpg', 'https://example.com/two.jpg'];
    expect((await chat().admit(message({ text: '', attachments }))).status).toBe('accepted');
    expect((await chat().turn()).messages).toMatchObject([{ text: '', attachments }]);
  });

  it.each([
    ['emoji and joiners', '👩‍👩‍👧‍👦 👍🏽 🏴‍☠️'],
    ['right to left with marks', 'שלום \u200fمرحبا\u202e!'],
    ['quotes, wildcards and statements', `%_\\'";-- DROP TABLE messages; $1 ?1 :a`],
    ['twenty thousand characters', 'añ🙂x\n'.repeat(4000)],
  ])('gives a text back as it came: %s', async (_, text) => {
    const { conversationId } = await chat().text(text);
    expect((await chat().turn()).messages.map((line) => line.text)).toEqual([text]);
    expect((await chat().store.listRecentMessages(conversationId ?? '', 1)).at(0)?.body).toBe(text);
  });

  it('records what asks for no answer, once each', async () => {
    const identity = { name: 'x', externalId: 'e1', webhookId: 'w1' };
    const reaction = { kind: 'reaction', conversation: ADA, author: null, reaction: 'love' } as const;
    const events: [ChannelEvent, string][] = [
      [{ ...identity, eventClass: 'other', kind: 'ignored', reason: 'no use' }, 'ignored'],
      [{ ...identity, eventClass: 'broken', kind: 'quarantined', reason: 'no sense' }, 'quarantined'],
      [{ ...identity, eventClass: 'reaction', ...reaction }, 'recorded'],
      [delivery('delivered'), 'recorded'],
    ];
    for (const [event, status] of events) {
      const nothing = { messageId: null, conversationId: null, dueAt: null, outboxChanged: false };
      expect(await chat().admit(event)).toMatchObject({ status, ...nothing });
      expect(await chat().admit(event)).toMatchObject({ status: 'duplicate', ...nothing });
    }
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
  });

  it('answers as many texts as the cap allows and tells about the rest once', async () => {
    const cap = { unansweredLimit: 2 };
    const admissions = [];
    for (const text of ['one', 'two', 'three', 'four']) admissions.push(await chat().text(text, ADA, cap));
    const states = await Promise.all(admissions.map((admission) => chat().stateOf(admission)));
    expect(states).toEqual(['unanswered', 'unanswered', 'rate-limited', 'rate-limited']);
    expect(admissions[3]).toMatchObject({ status: 'accepted', dueAt: null });
    expect((await chat().text('hi', BOB, cap)).dueAt).not.toBeNull();

    const turn = await chat().turn();
    expect(turn.messages.map(({ text }) => text)).toEqual(['one', 'two']);
    await chat().commit(turn, ['both answered']);
    expect(await chat().sendAll()).toEqual([TEXTS.flood, 'both answered']);
    expect(await chat().stateOf(await chat().text('five', ADA, cap))).toBe('unanswered');
  });

  it('tells about a flood once also where there is nobody to send to', async () => {
    for (const text of ['one', 'two', 'three']) await chat().text(text, NOWHERE, { unansweredLimit: 1 });
    const { conversationId } = await chat().turn();
    const lines = await chat().store.listRecentMessages(conversationId, 10);
    expect(lines.filter(({ direction }) => direction === 'out')).toMatchObject([{ body: TEXTS.flood }]);
  });
}
