import { expect, it } from '@jest/globals';
import type { Admission, BotLoopRule } from '../../src/conversation/admission.ts';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { ADA, GROUP, message, NOWHERE, TEXTS } from './people-and-events.ts';

/** Nothing is quick under it, only texts that are alike count. */
const SLOW: BotLoopRule = { times: 3, withinMs: -1, pauseMs: 60_000 };
/** Everything is quick under it. */
const QUICK: BotLoopRule = { ...SLOW, withinMs: 60_000 };
const VARIED = ['hi', 'what is on today?', 'and tomorrow', 'any food?', 'see you', 'bye', 'one more thing'];

export function describeBotLoops(chat: () => Chat): void {
  /** A text and, where it gets one, the reply to it, sent. */
  const exchange = async (
    text: string,
    botLoop: BotLoopRule | null,
    conversation = ADA,
  ): Promise<Admission> => {
    const admission = await chat().text(text, conversation, { botLoop });
    if (admission.dueAt !== null) await chat().commit(await chat().turn(), [`to ${text}`]);
    await chat().sendAll();
    return admission;
  };
  const pauses = (admissions: Admission[]): boolean[] =>
    admissions.map(({ reason }) => reason === 'bot-loop');
  const exchangeAll = async (
    texts: string[],
    rule: BotLoopRule | null,
    conversation = ADA,
  ): Promise<boolean[]> => {
    const admissions = [];
    for (const text of texts) admissions.push(await exchange(text, rule, conversation));
    return pauses(admissions);
  };

  it('stops somebody who answers each reply with nearly the same', async () => {
    for (const text of ['Ticket 1.', 'ticket 2', 'TICKET 3!']) {
      expect(await exchange(text, SLOW)).toMatchObject({ status: 'accepted', reason: undefined });
    }
    const fourth = await chat().text('Ticket 4', ADA, { botLoop: SLOW });
    expect(fourth).toMatchObject({ status: 'accepted', reason: 'bot-loop', dueAt: null, alert: 'bot-loop' });
    expect(await chat().stateOf(fourth)).toBe('rate-limited');
    expect(await chat().sendAll()).toEqual([TEXTS['bot-loop']]);
  });

  it('stops somebody who answers each reply at once, whatever they say', async () => {
    expect(await exchangeAll(VARIED.slice(0, 4), QUICK)).toEqual([false, false, false, true]);
  });

  it('says so once, and answers nothing more until the pause is over', async () => {
    await exchangeAll(VARIED.slice(0, 4), QUICK);
    for (const text of VARIED.slice(4)) {
      const later = await chat().text(text, ADA, { botLoop: QUICK });
      expect(later).toMatchObject({ reason: 'bot-loop', dueAt: null, outboxChanged: false });
      expect(later.alert).toBeUndefined();
      expect(await chat().stateOf(later)).toBe('rate-limited');
    }
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().sendAll()).toEqual([]);
  });

  it('begins anew after the pause', async () => {
    const short = { ...QUICK, pauseMs: 40 };
    await exchangeAll(VARIED.slice(0, 4), short);
    await clockReaches(Date.now() + 41);
    expect(await exchangeAll(VARIED.slice(0, 4), short)).toEqual([false, false, false, true]);
  });

  it('does not stop a lively human, who is quick but not always', async () => {
    for (const [n, text] of [...VARIED, ...VARIED].entries()) {
      expect(await exchange(text, n % 3 === 2 ? SLOW : QUICK)).toMatchObject({ reason: undefined });
    }
  });

  it('does not stop somebody who says ok twice now and then', async () => {
    const texts = ['ok', 'ok', 'what else?', 'ok', 'ok', 'thanks a lot', 'ok'];
    expect(await exchangeAll(texts, SLOW)).not.toContain(true);
  });

  it('does not take answers by number or pictures for the same', async () => {
    expect(await exchangeAll(['1', '2', '1', '3', '2', '1'], SLOW)).not.toContain(true);
    for (const n of [1, 2, 3, 4, 5]) {
      const picture = message({ text: '', attachments: [`https://example.com/${n}.jpg`] });
      expect((await chat().admit(picture, { botLoop: SLOW })).dueAt).not.toBeNull();
      await chat().commit(await chat().turn(), ['nice']);
      await chat().sendAll();
    }
  });

  it('takes a burst for a burst, however alike its texts', async () => {
    await exchange('item 0', QUICK);
    for (const n of [1, 2, 3, 4, 5, 6]) {
      expect((await chat().text(`item ${n}`, ADA, { botLoop: QUICK })).dueAt).not.toBeNull();
    }
    expect((await chat().turn()).messages).toHaveLength(6);
  });

  it('finds a machine that sends two texts for each reply', async () => {
    const admissions = [];
    for (const n of [1, 2, 3, 4]) {
      admissions.push(await chat().text(`you are number ${n}`, ADA, { botLoop: QUICK }));
      admissions.push(await exchange('see our website', QUICK));
    }
    expect(pauses(admissions).indexOf(true)).toBe(6);
  });

  it('counts a text once, however often its webhook comes', async () => {
    for (const text of ['same', 'same']) await exchange(text, SLOW);
    const event = message({ text: 'same' });
    for (const _ of [1, 2, 3, 4]) await chat().admit(event, { botLoop: SLOW });
    expect(await chat().stateOf(await chat().admit(event, { botLoop: SLOW }))).toBe('unanswered');
  });

  it('stops a loop of help texts too', async () => {
    expect(await exchangeAll(['help', 'help', 'help', 'help'], SLOW)).toEqual([false, false, false, true]);
  });

  it('hears STOP and START during a pause', async () => {
    await exchangeAll(VARIED.slice(0, 4), QUICK);
    expect(await exchange('STOP', QUICK)).toMatchObject({ reason: 'opted out' });
    expect(await exchange('START', QUICK)).toMatchObject({ reason: 'opted in' });
    expect(await exchange('hello', QUICK)).toMatchObject({ reason: 'bot-loop' });
  });

  it('stops nobody else', async () => {
    await exchangeAll(VARIED.slice(0, 4), QUICK);
    const elsewhere = { ...ADA, key: 'elsewhere', target: '+13345550109' };
    expect(await exchange('hello', QUICK, elsewhere)).toMatchObject({ reason: undefined });
  });

  it.each([
    ['without the rule', null, ADA],
    ['in a group', QUICK, GROUP],
    ['where replies go nowhere', QUICK, NOWHERE],
  ] as const)('stops nobody %s', async (_, rule, conversation) => {
    expect(await exchangeAll(['same', 'same', 'same', 'same', 'same'], rule, conversation)).not.toContain(
      true,
    );
  });
}
