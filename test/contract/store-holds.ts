import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { JobPlayer, newJob } from './job.player.ts';
import { ADA, BOB } from './people-and-events.ts';

/** What is held back by hand: one conversation, or everything. */
export function describeHolds(chat: () => Chat): void {
  const operator = () => chat().store.operator;
  const off = (maxAgeMs = 60_000) => operator().setKillSwitch({ on: false, maxAgeMs });
  const on = () => operator().setKillSwitch({ on: true, maxAgeMs: 60_000 });

  it('keeps the texts of a paused conversation, and makes one turn of them when it is resumed', async () => {
    const { conversationId } = await chat().text('one');
    const id = conversationId ?? '';
    expect(await operator().pause(id)).toBe(true);
    expect(await operator().pause(id)).toBe(false);
    await chat().text('two');
    await chat().text('elsewhere', BOB);
    await chat().commit(await chat().turn(), ['to Bob']);
    expect((await chat().tryTurn()).claimed).toBeNull();
    expect(await operator().findConversations(ADA.target ?? '')).toMatchObject([
      { unanswered: 2, pausedAt: expect.any(Number) },
    ]);
    expect((await operator().readStats()).paused).toBe(1);

    expect(await operator().resume(id)).toBe(true);
    expect(await operator().resume(id)).toBe(false);
    const turn = await chat().turn();
    expect(turn.messages.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('answers after a pause also what has become too old meanwhile', async () => {
    const { conversationId } = await chat().text('one');
    await operator().pause(conversationId ?? '');
    await clockReaches(Date.now() + 30);
    await operator().resume(conversationId ?? '');
    const { claimed } = await chat().tryTurn({ maxAgeMs: 20_000 });
    expect(claimed?.messages).toHaveLength(1);
    expect(claimed?.ageMs).toBeGreaterThanOrEqual(30);
  });

  it('ends the turn of a conversation that is paused, and answers its texts after the pause', async () => {
    await chat().text('one');
    const turn = await chat().turn();
    await operator().pause(turn.conversationId);
    expect(await chat().commit(turn, ['too late'])).toBe('lost');
    expect(await chat().fail(turn)).toBe('lost');
    expect((await chat().tryTurn()).claimed).toBeNull();
    await operator().resume(turn.conversationId);
    await chat().commit(await chat().turn(), ['in time']);
    expect(await chat().sendAll()).toEqual(['in time']);
  });

  it('keeps the jobs of a paused conversation until it is resumed, and runs those of others', async () => {
    const jobs = new JobPlayer(chat());
    const id = await jobs.stage([newJob({ payload: { text: 'later' } })]);
    await jobs.stage([newJob({ payload: { text: 'now' } })], BOB);
    await operator().pause(id);
    const claimed = await jobs.claim();
    expect(claimed.payload).toEqual({ text: 'now' });
    await jobs.remind(claimed);
    expect((await jobs.try()).claimed).toBeNull();
    await operator().resume(id);
    expect((await jobs.claim()).payload).toEqual({ text: 'later' });
  });

  it('keeps what a job has to say that was claimed before the pause', async () => {
    const jobs = new JobPlayer(chat());
    const id = await jobs.stage([newJob()]);
    const claimed = await jobs.claim();
    await operator().pause(id);
    expect(await jobs.remind(claimed)).toBe('lost');
    expect(await chat().sendAll()).toEqual([]);
    await operator().resume(id);
    const again = await jobs.claim();
    expect(again).toMatchObject({ id: claimed.id, attempt: 1 });
    await jobs.remind(again, 'Reminder: bread');
    expect(await chat().sendAll()).toEqual(['Reminder: bread']);
  });

  it('runs no job while the kill switch is on', async () => {
    const jobs = new JobPlayer(chat());
    await jobs.stage([newJob()]);
    await on();
    expect(await jobs.try()).toEqual({ claimed: null, nextAt: null });
    await off();
    await jobs.claim();
  });

  it('keeps every text for the human who has taken over, and takes nobody for a machine', async () => {
    const { conversationId } = await chat().text('hi');
    const id = conversationId ?? '';
    await operator().pause(id);
    const caps = { unansweredLimit: 2, botLoop: { times: 1, withinMs: 60_000, pauseMs: 60_000 } };
    for (const word of ['ok', 'ok']) {
      await operator().sendByHand({
        id: randomUUID(),
        conversationId: id,
        texts: ['a human'],
        ttlMs: 60_000,
      });
      await chat().sendAll();
      expect(await chat().text(word, ADA, caps)).toMatchObject({ status: 'accepted', reason: undefined });
    }
    expect(await chat().text('still there?', ADA, caps)).not.toHaveProperty('alert');
    expect(await chat().sendAll()).toEqual([]);
    await operator().resume(id);
    expect((await chat().turn()).messages.map(({ text }) => text)).toEqual([
      'hi',
      'ok',
      'ok',
      'still there?',
    ]);
    expect(await chat().text('and now?', ADA, caps)).toMatchObject({ reason: 'rate-limited' });
  });

  it('stays paused through an opt-out and its end, and hears both', async () => {
    const { conversationId } = await chat().text('one');
    await operator().pause(conversationId ?? '');
    await chat().text('stop');
    await chat().text('start');
    expect(await chat().sendAll()).toEqual(['You are out.', 'You are back.']);
    await chat().text('two');
    expect((await chat().tryTurn()).claimed).toBeNull();
    await operator().resume(conversationId ?? '');
    expect((await chat().turn()).messages.map(({ text }) => text)).toEqual(['two']);
  });

  it('claims nothing while the kill switch is on, and stores what comes', async () => {
    await chat().converse('one', ['to one']);
    expect(await on()).toMatchObject({ on: true, changed: true });
    expect(await on()).toMatchObject({ on: true, changed: false });
    expect(await operator().readKillSwitch()).toMatchObject({ on: true, changedAt: expect.any(Number) });
    const text = await chat().text('two');
    expect(text.status).toBe('accepted');
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().trySend()).toEqual({ claimed: null, nextAt: null });

    expect(await off()).toMatchObject({ on: false, changed: true, deadTexts: 0, deadReplies: 0 });
    expect(await chat().sendAll()).toEqual(['to one']);
    expect((await chat().turn()).messages).toHaveLength(1);
  });

  it('gives a text whose turns had begun to fail before the switch all its time afterwards', async () => {
    const text = await chat().text('hi');
    const terms = { deadAfterMs: 300, notice: 'one moment' };
    expect(await chat().fail(await chat().turn(), terms)).toBe('retrying');
    await on();
    await clockReaches(Date.now() + 400);
    await off();
    expect(await chat().fail(await chat().turn(), terms)).toBe('retrying');
    expect(await chat().stateOf(text)).toBe('unanswered');
    // Who was told already is not told again.
    expect(await chat().sendAll()).toEqual(['one moment']);
  });

  it('lets dead what has waited too long behind the switch, where it can be seen, and sends what is young', async () => {
    await chat().converse('one', ['old', 'old too']);
    const old = await chat().text('and?');
    await on();
    await clockReaches(Date.now() + 1600);
    const young = await chat().text('hello?');
    expect(await off(1500)).toMatchObject({ on: false, changed: true, deadTexts: 1, deadReplies: 2 });
    expect(await off(0)).toMatchObject({ changed: false, deadTexts: 0, deadReplies: 0 });
    expect(await chat().stateOf(old)).toBe('dead');
    expect(await chat().stateOf(young)).toBe('unanswered');
    expect(await chat().sendAll()).toEqual([]);
    const dead = await operator().listDead(10);
    expect(dead.map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual([
      'reply dead',
      'reply dead',
      'text dead',
    ]);
    await chat().commit(await chat().turn(), ['new']);
    expect(await chat().sendAll()).toEqual(['new']);
  });

  it('leaves alone behind the switch what may have been sent', async () => {
    const { send, state } = await chat().sending({ replies: ['perhaps', 'old'] });
    await on();
    expect(await chat().record(send, 'sent')).toBe('sent');
    await off(0);
    expect(await state()).toBe('sent');
    expect((await operator().listDead(10)).map(({ state: dead }) => dead)).toEqual(['dead']);
  });
}
