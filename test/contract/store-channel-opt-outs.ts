import { expect, it } from '@jest/globals';
import type { Admission } from '../../src/conversation/admission.ts';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { ADA, BOB, delivery, greeting, TEXTS } from './people-and-events.ts';

const ADA_TOO = { ...ADA, key: 'another line' };
const REFUSED = { kind: 'refused', code: 'E500', optedOut: true } as const;

/** An opt-out that the channel tells us of, not the person. */
export function describeChannelOptOuts(chat: () => Chat): void {
  /** Ada's first reply is refused because she has opted out at the channel; the text it answered. */
  const optOut = async (replies = ['refused']): Promise<Admission> => {
    const text = await chat().text('hi');
    await chat().commit(await chat().turn(), replies);
    await chat().record(await chat().send(), REFUSED);
    return text;
  };

  it('ends all that is open for the person, and confirms nothing', async () => {
    await chat().converse('hi', ['waits elsewhere'], ADA_TOO);
    const held = await chat().send();
    const later = { quietMs: 60_000, maxWaitMs: 60_000 };
    const open = await chat().text('a question', ADA_TOO, later);
    const text = await optOut(['refused', 'behind it']);
    expect(await chat().record(held, 'later')).toBe('opted-out');
    expect(await chat().sendStates(text)).toEqual(['failed', 'opted-out']);
    expect((await chat().store.readOutcome(text.messageId ?? ''))?.replies[0]?.errorCode).toBe('E500');
    expect(await chat().stateOf(open)).toBe('opted-out');
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().sendAll()).toEqual([]);
  });

  it('takes a running turn away from its worker', async () => {
    const { send } = await chat().sending();
    await chat().text('and?', ADA_TOO);
    const turn = await chat().turn();
    await clockReaches(Date.now() + 2);
    // A second send, later than the text.
    await chat().record(send, 'later');
    await chat().record(await chat().send(), REFUSED);
    expect(await chat().commit(turn, ['too late'])).toBe('lost');
    expect(await chat().sendAll()).toEqual([]);
  });

  it('learns it from a status webhook', async () => {
    const { send, state } = await chat().sending({ replies: ['refused', 'behind it'] });
    await chat().record(send, { kind: 'sent', providerId: 'p1' });
    await chat().admit(delivery('failed', { externalId: 'p1', errorCode: 'E500', optedOut: true }));
    expect(await state()).toBe('failed');
    expect(await chat().sendAll()).toEqual([]);
    expect(await chat().admit(greeting({ conversation: ADA }))).toMatchObject({ outboxChanged: false });
  });

  it('learns it from a status that comes before the answer to the send', async () => {
    const { send } = await chat().sending({ replies: ['refused', 'behind it'] });
    await chat().admit(delivery('failed', { externalId: 'p1', optedOut: true }));
    expect(await chat().record(send, { kind: 'sent', providerId: 'p1' })).toBe('failed');
    expect(await chat().sendAll()).toEqual([]);
  });

  it('learns it from the status of what was refused already for a reason nobody gave', async () => {
    const { send } = await chat().sending({ replies: ['refused', 'behind it'] });
    await chat().record(send, 'refused');
    await chat().admit(delivery('failed', { correlationId: send.id, optedOut: true }));
    expect(await chat().sendAll()).toEqual([]);
  });

  it('does not take another failure for an opt-out, nor the opt-out of one for that of another', async () => {
    await optOut();
    const { send } = await chat().sending({ conversation: BOB, replies: ['refused', 'to Bob'] });
    await chat().record(send, { kind: 'refused', code: 'E1' });
    expect(await chat().sendAll()).toEqual(['to Bob']);
  });

  it('ends when the person writes again, who is answered as ever', async () => {
    await optOut();
    const back = await chat().text('hello?');
    expect(await chat().stateOf(back)).toBe('unanswered');
    await chat().commit(await chat().turn(), ['hello again']);
    expect(await chat().sendAll()).toEqual(['hello again']);
    await chat().text('thanks');
    expect((await chat().turn()).messages).toMatchObject([{ text: 'thanks' }]);
  });

  it('takes a yes for an answer to something else, and help for help', async () => {
    await optOut();
    expect(await chat().stateOf(await chat().text('yes'))).toBe('unanswered');
    expect(await chat().text('help')).toMatchObject({ reason: 'help' });
    expect(await chat().sendAll()).toEqual([TEXTS.help]);
  });

  it('welcomes back whoever writes START', async () => {
    await optOut();
    expect(await chat().text('START')).toMatchObject({ reason: 'opted in' });
    expect(await chat().sendAll()).toEqual([TEXTS['opt-in']]);
  });

  it('lets a STOP of the person take its place, which only START ends', async () => {
    await optOut();
    expect(await chat().text('STOP')).toMatchObject({ reason: 'opted out' });
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
    expect(await chat().stateOf(await chat().text('hello?'))).toBe('opted-out');
  });

  it('does not take the place of a STOP of the person', async () => {
    await chat().text('stop');
    expect(await chat().record(await chat().send(), REFUSED)).toBe('failed');
    expect(await chat().stateOf(await chat().text('hello?'))).toBe('opted-out');
    await chat().text('start');
    expect(await chat().stateOf(await chat().text('hello'))).toBe('unanswered');
  });

  it('is over already where they have written since that send', async () => {
    const { send } = await chat().sending({ replies: ['refused', 'behind it'] });
    await clockReaches(Date.now() + 2);
    const since = await chat().text('hello?', ADA_TOO);
    await chat().record(send, REFUSED);
    expect(await chat().stateOf(since)).toBe('unanswered');
    expect(await chat().sendAll()).toEqual(['behind it']);
  });
}
