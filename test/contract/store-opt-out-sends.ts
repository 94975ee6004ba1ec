import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { TEXTS } from './people-and-events.ts';

/** An opt-out that comes while something is on its way. */
export function describeOptOutSends(chat: () => Chat): void {
  it.each(['later', 'unknown'] as const)(
    'does not send again what ended "%s" while an opt-out came in, and confirms at once',
    async (kind) => {
      await chat().converse('hi', ['on its way', 'behind it']);
      const sending = await chat().send();
      await chat().text('stop');
      expect(await chat().trySend()).toMatchObject({ claimed: null });
      expect(await chat().record(sending, kind, { retryInMs: 30_000 })).toBe('opted-out');
      expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
    },
  );

  it('does not send again what nobody finished when an opt-out came in', async () => {
    const { send, state } = await chat().sending({ leaseMs: 30 });
    await chat().text('stop');
    const confirmation = await chat().send({ graceMs: 0 });
    expect(confirmation.text).toBe(TEXTS['opt-out']);
    expect(await state()).toBe('opted-out');
    // It had gone out after all.
    expect(await chat().record(send, 'sent')).toBe('sent');
  });

  it('confirms at once although the outcome of an earlier send is still open', async () => {
    await chat().converse('hi', ['perhaps sent']);
    await chat().record(await chat().send(), 'unknown');
    await chat().text('stop');
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
  });

  it('does not welcome somebody back who has left again', async () => {
    for (const word of ['stop', 'start']) await chat().text(word);
    await chat().record(await chat().send(), 'sent');
    const welcome = await chat().send();
    await chat().text('stop');
    expect(await chat().record(welcome, 'later')).toBe('opted-out');
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
  });
}
