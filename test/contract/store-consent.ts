import { expect, it } from '@jest/globals';
import type { AdmitInput } from '../../src/conversation/admission.ts';
import type { ConsentWord } from '../../src/conversation/consent/consent.ts';
import type { Chat } from './chat.ts';
import { ADA, BOB, GROUP, NOWHERE, TEXTS } from './people-and-events.ts';

/** Another conversation with Ada, for instance over another number of ours. */
const ADA_TOO = { ...ADA, key: 'another line' };

export function describeConsent(chat: () => Chat): void {
  it('ends everything that is open for somebody who opts out', async () => {
    await chat().converse('first', ['waits to be sent', 'this too']);
    const queued = await chat().text('second');
    const elsewhere = await chat().text('third', ADA_TOO);
    const stop = await chat().text('STOP');
    expect(stop).toMatchObject({ status: 'accepted', dueAt: null, outboxChanged: true });
    for (const text of [queued, elsewhere, stop]) expect(await chat().stateOf(text)).toBe('opted-out');
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
  });

  it('takes a running turn away from its worker', async () => {
    await chat().text('hi');
    const turn = await chat().turn();
    await chat().text('Stop.');
    expect(await chat().store.refreshTurn({ ...turn, leaseMs: 30_000, historyLimit: 5 })).toBeNull();
    expect(await chat().commit(turn, ['too late'])).toBe('lost');
    expect(await chat().fail(turn, { notice: 'too late as well' })).toBe('lost');
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
  });

  it('confirms an opt-out once, however often it is repeated', async () => {
    for (const word of ['stop', 'STOP!', 'unsubscribe']) await chat().text(word);
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
    await chat().text('stop');
    expect(await chat().sendAll()).toEqual([]);
  });

  it('gives somebody who has opted out no turn and no help', async () => {
    await chat().text('stop');
    await chat().sendAll();
    for (const text of ['hello?', 'help']) {
      const admission = await chat().text(text);
      expect(admission).toMatchObject({ status: 'accepted', dueAt: null });
      expect(await chat().stateOf(admission)).toBe('opted-out');
    }
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().sendAll()).toEqual([]);
  });

  it.each(['START', 'yes'])('lets somebody come back with %s', async (word) => {
    await chat().text('stop');
    const back = await chat().text(word);
    expect(await chat().stateOf(back)).toBe('covered');
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out'], TEXTS['opt-in']]);
    await chat().converse('hello again', ['welcome']);
    expect(await chat().sendAll()).toEqual(['welcome']);
  });

  it('confirms each of two opt-outs with a return between them, and nothing that came before the last', async () => {
    for (const word of ['stop', 'start', 'stop']) await chat().text(word);
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
  });

  it('takes yes and start for ordinary texts from somebody who never left', async () => {
    for (const word of ['yes', 'start']) expect((await chat().text(word)).dueAt).not.toBeNull();
    expect((await chat().turn()).messages).toHaveLength(2);
  });

  it('answers help by itself', async () => {
    const help = await chat().text('HELP');
    expect(help).toMatchObject({ status: 'accepted', dueAt: null, outboxChanged: true });
    expect(await chat().stateOf(help)).toBe('covered');
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().sendAll()).toEqual([TEXTS.help]);
  });

  it('says nothing about consent when the channel has', async () => {
    const told = (consent: ConsentWord): Partial<AdmitInput> => ({ consent, answered: true });
    await chat().converse('hi', ['waits to be sent']);
    expect(await chat().stateOf(await chat().text('tschüss', ADA, told('opt-out')))).toBe('opted-out');
    expect(await chat().stateOf(await chat().text('hello?'))).toBe('opted-out');
    expect(await chat().sendAll()).toEqual([]);
    expect(await chat().stateOf(await chat().text('unstop', ADA, told('opt-in')))).toBe('covered');
    expect(await chat().stateOf(await chat().text('info', ADA, told('help')))).toBe('covered');
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().sendAll()).toEqual([]);
    // From somebody who never left it is a text like any other, whatever the channel makes of it.
    expect((await chat().text('yes', ADA, told('opt-in'))).dueAt).not.toBeNull();
  });

  it('silences a group without silencing those who are in it', async () => {
    await chat().text('stop', GROUP);
    expect(await chat().stateOf(await chat().text('anyone?', GROUP))).toBe('opted-out');
    expect(await chat().stateOf(await chat().text('hello', ADA))).toBe('unanswered');
    expect(await chat().trySend()).toMatchObject({ claimed: { target: 'g1', targetKind: 'group' } });
  });

  it('takes a yes in a silenced group for what one member says to another', async () => {
    await chat().text('stop', GROUP);
    expect(await chat().stateOf(await chat().text('yes', GROUP))).toBe('opted-out');
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
    await chat().text('start', GROUP);
    expect(await chat().stateOf(await chat().text('anyone?', GROUP))).toBe('unanswered');
  });

  it('leaves everybody else alone', async () => {
    await chat().converse('hi', ['for Bob'], BOB);
    await chat().text('and this', BOB);
    await chat().text('stop', ADA);
    await chat().text('stop', ADA, { channel: 'other' });
    expect((await chat().turn()).messages).toMatchObject([{ text: 'and this' }]);
    expect(await chat().sendAll()).toEqual(['for Bob', TEXTS['opt-out']]);
  });

  it('knows who opted out by channel and address, in any conversation', async () => {
    await chat().text('stop', ADA);
    expect(await chat().stateOf(await chat().text('new line', ADA_TOO))).toBe('opted-out');
    const elsewhere = await chat().text('hi', ADA, { channel: 'other' });
    expect(await chat().stateOf(elsewhere)).toBe('unanswered');
  });

  it('also silences a conversation that has no address', async () => {
    await chat().text('stop', NOWHERE);
    expect(await chat().stateOf(await chat().text('hello?', NOWHERE))).toBe('opted-out');
    const elsewhere = await chat().text('hello', { ...NOWHERE, key: 'test:2' });
    expect(await chat().stateOf(elsewhere)).toBe('unanswered');
    await chat().text('start', NOWHERE);
    expect(await chat().stateOf(await chat().text('hello', NOWHERE))).toBe('unanswered');
  });

  it('owes a conversation nothing from before an opt-out when it comes back', async () => {
    await chat().text('hi');
    await chat().fail(await chat().turn(), { retryInMs: 30_000 });
    await chat().text('stop');
    await chat().text('start');
    const back = await chat().text('hello again');
    expect(back.dueAt).toBeLessThanOrEqual(Date.now());
    expect(await chat().turn()).toMatchObject({ failures: 0, messages: [{ text: 'hello again' }] });
  });
}
