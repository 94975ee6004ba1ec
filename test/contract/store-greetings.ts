import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { ADA, greeting, GROUP, NOWHERE, TEXTS } from './people-and-events.ts';

export function describeGreetings(chat: () => Chat): void {
  const optIn = greeting({ conversation: ADA, occasion: 'opt-in', name: 'opt-in', eventClass: 'opt-in' });

  it('welcomes a group, and asks for no turn', async () => {
    const admission = await chat().admit(greeting());
    expect(admission).toMatchObject({
      status: 'recorded',
      dueAt: null,
      messageId: null,
      outboxChanged: true,
    });
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().send()).toMatchObject({
      conversationId: admission.conversationId,
      target: GROUP.target,
      targetKind: 'group',
      text: TEXTS['welcome-group'],
    });
  });

  it('welcomes a person in other words', async () => {
    await chat().admit(optIn);
    expect(await chat().sendAll()).toEqual([TEXTS['welcome-opt-in']]);
  });

  it('begins the conversation that the texts go on with', async () => {
    const { conversationId } = await chat().admit(greeting());
    expect((await chat().text('hi', GROUP)).conversationId).toBe(conversationId);
  });

  it('welcomes once for ever, however often a channel says that something has begun', async () => {
    const event = greeting();
    await chat().admit(event);
    expect(await chat().admit(event)).toMatchObject({ status: 'duplicate', outboxChanged: false });
    for (const again of [greeting(), greeting({ occasion: 'opt-in' })]) {
      expect(await chat().admit(again)).toMatchObject({ status: 'recorded', outboxChanged: false });
    }
    expect(await chat().sendAll()).toEqual([TEXTS['welcome-group']]);
    expect(await chat().admit(greeting())).toMatchObject({ outboxChanged: false });
    expect(await chat().sendAll()).toEqual([]);
  });

  it('does not welcome whoever has opted out', async () => {
    for (const conversation of [GROUP, ADA, NOWHERE]) await chat().text('stop', conversation);
    await chat().sendAll();
    for (const event of [greeting(), optIn, greeting({ conversation: NOWHERE })]) {
      expect(await chat().admit(event)).toMatchObject({ status: 'recorded', outboxChanged: false });
    }
    expect(await chat().sendAll()).toEqual([]);
  });

  it('sends no welcome any more that an opt-out has overtaken', async () => {
    await chat().admit(optIn);
    await chat().text('stop');
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
  });

  it('says nothing in a group in which Chip never speaks', async () => {
    const admission = await chat().admit(greeting(), { group: { policy: 'never', addressed: false } });
    expect(admission).toMatchObject({ status: 'recorded', outboxChanged: false });
    expect(await chat().sendAll()).toEqual([]);
  });

  it('remembers the welcome, so that nobody is welcomed twice in other words', async () => {
    await chat().admit(optIn);
    await chat().converse('hi', ['hello']);
    await chat().text('how are you?');
    const { history } = await chat().turn();
    expect(history.map(({ body }) => body)).toEqual([TEXTS['welcome-opt-in'], 'hi', 'hello']);
  });
}
