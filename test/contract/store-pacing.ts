import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { ADA, BOB, CHANNEL, greeting, TEXTS } from './people-and-events.ts';

/** Nobody has ever written recently enough. */
const QUIET = -1;
const MINUTE = 60_000;

export function describePacing(chat: () => Chat): void {
  const pacing = (quietMs: number, intervalMs: number) => ({
    pacing: { [CHANNEL]: { quietMs, intervalMs } },
  });

  it('lets the next text to somebody quiet wait until the interval has passed', async () => {
    await chat().converse('hi', ['one', 'two']);
    const before = Date.now();
    await chat().record(await chat().send(pacing(QUIET, MINUTE)), 'sent');
    const after = Date.now();
    const { claimed, nextAt } = (await chat().trySend(pacing(QUIET, MINUTE))) as {
      claimed: null;
      nextAt: number;
    };
    expect(claimed).toBeNull();
    expect(nextAt).toBeGreaterThanOrEqual(before + MINUTE);
    expect(nextAt).toBeLessThanOrEqual(after + MINUTE);
    expect(await chat().trySend()).toEqual({ claimed: null, nextAt });
  });

  it('sends it then, as the first try that it is', async () => {
    const text = await chat().text('hi');
    await chat().commit(await chat().turn(), ['one', 'two']);
    await chat().record(await chat().send(), 'sent');
    const before = Date.now();
    await chat().trySend(pacing(QUIET, 80));
    expect(await chat().sendStates(text)).toEqual(['sent', 'pending']);
    const send = await chat().send(pacing(QUIET, 80));
    expect(Date.now()).toBeGreaterThanOrEqual(before + 70);
    expect(send).toMatchObject({ text: 'two', attempt: 1, resend: false, sentBefore: null });
    expect(await chat().record(send, 'sent')).toBe('sent');
  });

  it('lets nothing overtake a text that waits', async () => {
    await chat().converse('hi', ['one', 'two']);
    await chat().record(await chat().send(), 'sent');
    await chat().trySend(pacing(QUIET, MINUTE));
    await chat().admit(greeting({ conversation: ADA }));
    expect((await chat().trySend()).claimed).toBeNull();
    await chat().text('hello?');
    expect(await chat().sendAll()).toEqual(['two', TEXTS['welcome-group']]);
  });

  it('answers at any pace whoever has just written', async () => {
    await chat().converse('hi', ['one', 'two']);
    await chat().record(await chat().send(), 'sent');
    expect(await chat().trySend(pacing(MINUTE, MINUTE))).toMatchObject({ claimed: { text: 'two' } });
  });

  it('lets a text go as soon as the person writes, and the answer right behind it', async () => {
    await chat().converse('hi', ['one', 'two']);
    await chat().record(await chat().send(), 'sent');
    expect((await chat().trySend(pacing(QUIET, MINUTE))).claimed).toBeNull();
    await chat().converse('hello?', ['three']);
    for (const text of ['two', 'three']) {
      const send = await chat().send(pacing(MINUTE, MINUTE));
      expect(send.text).toBe(text);
      await chat().record(send, 'sent');
    }
  });

  it('holds up nothing but that conversation, and no channel without a pace', async () => {
    await chat().converse('hi', ['one', 'two'], ADA);
    await chat().record(await chat().send(), 'sent');
    await chat().converse('hi', ['to Bob'], BOB);
    expect(await chat().send(pacing(QUIET, MINUTE))).toMatchObject({ text: 'to Bob' });
    await chat().text('hi', ADA, { channel: 'other' });
    await chat().commit(await chat().turn(), ['three', 'four']);
    const all = { channels: [CHANNEL, 'other'], ...pacing(QUIET, MINUTE) };
    for (const text of ['three', 'four']) {
      const send = await chat().send(all);
      expect(send.text).toBe(text);
      await chat().record(send, 'sent');
    }
  });

  it('counts only what was accepted', async () => {
    await chat().converse('hi', ['one', 'two']);
    await chat().record(await chat().send(pacing(QUIET, MINUTE)), 'refused');
    expect(await chat().trySend(pacing(QUIET, MINUTE))).toMatchObject({ claimed: { text: 'two' } });
  });

  it('does not hold back a resend, which has waited for longer', async () => {
    await chat().converse('hi', ['one', 'two']);
    await chat().record(await chat().send(), 'sent');
    await chat().record(await chat().send(), 'unknown', { graceMs: 0 });
    expect(await chat().send(pacing(QUIET, MINUTE))).toMatchObject({ text: 'two', resend: true });
  });
}
