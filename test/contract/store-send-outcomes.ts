import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { ADA, delivery } from './people-and-events.ts';

export function describeSendOutcomes(chat: () => Chat): void {
  it('keeps the id that the channel gave', async () => {
    const text = await chat().text('hi');
    await chat().commit(await chat().turn(), ['hello']);
    expect(await chat().record(await chat().send(), { kind: 'sent', providerId: 'p1' })).toBe('sent');
    const outcome = await chat().store.readOutcome(text.messageId ?? '');
    expect(outcome?.replies).toEqual([
      { text: 'hello', sendState: 'sent', providerId: 'p1', errorCode: null },
    ]);
  });

  it('tries again later as often as it takes, and not before', async () => {
    let { send } = await chat().sending();
    for (const attempt of [2, 3, 4, 5]) {
      const before = Date.now();
      expect(await chat().record(send, 'later', { retryInMs: 20 })).toBe('pending');
      send = await chat().send();
      expect(Date.now()).toBeGreaterThanOrEqual(before + 20);
      expect(send).toMatchObject({ attempt, resend: false });
    }
    expect(await chat().record(send, 'sent')).toBe('sent');
  });

  it('ends a refused row and goes on with the next', async () => {
    const { send, state } = await chat().sending({ replies: ['refused', 'next'] });
    expect(await chat().record(send, { kind: 'refused', code: 'E170' })).toBe('failed');
    expect(await state()).toBe('failed');
    expect(await chat().sendAll()).toEqual(['next']);
  });

  it('sends what may have been sent once more, after the grace and marked as such', async () => {
    const { send } = await chat().sending();
    const before = Date.now();
    expect(await chat().record(send, 'unknown', { graceMs: 80 })).toBe('unknown');
    const again = await chat().send();
    expect(Date.now()).toBeGreaterThanOrEqual(before + 80);
    expect(again).toMatchObject({ id: send.id, attempt: 2, resend: true });
  });

  it('knows what is still unknown by the id that the channel gave all the same', async () => {
    const { send, state } = await chat().sending();
    await chat().record(send, { kind: 'unknown', code: 'E', providerId: 'p1' });
    expect(await state()).toBe('unknown');
    await chat().admit(delivery('delivered', { externalId: 'p1' }));
    expect(await state()).toBe('delivered');
  });

  it('settles at once what is unknown and whose status has come before', async () => {
    const { send, state } = await chat().sending();
    await chat().admit(delivery('sent', { externalId: 'p1' }));
    expect(await chat().record(send, { kind: 'unknown', code: 'E', providerId: 'p1' })).toBe('sent');
    expect(await state()).toBe('sent');
  });

  it.each([undefined, 'p1'])(
    'says of a resend when and as what it was sent before: %s',
    async (providerId) => {
      const { send } = await chat().sending();
      const after = Date.now();
      await chat().record(send, { kind: 'unknown', code: 'E', providerId }, { graceMs: 20 });
      const again = await chat().send({ claimId: 's2' });
      expect(again.sentBefore).toMatchObject({ providerId: providerId ?? null });
      expect(again.sentBefore?.at).toBeLessThanOrEqual(after);
      expect(await chat().send({ claimId: 's2' })).toEqual(again);
      // Put off and tried once more, it is still about the send that nobody knows the outcome of.
      await chat().record(again, 'later');
      expect((await chat().send()).sentBefore).toEqual(again.sentBefore);
    },
  );

  it('says of a resend which other sends had the same text: who looks for it must not take one of them', async () => {
    const text = await chat().text('hi');
    await chat().commit(await chat().turn(), ['Yes.', 'No.', 'Yes.', 'Yes.']);
    const send = async (providerId: string): Promise<void> =>
      void (await chat().record(await chat().send(), { kind: 'sent', providerId }));
    for (const id of ['p1', 'p2', 'p3']) await send(id);
    await chat().record(await chat().send(), 'unknown', { graceMs: 0 });
    const again = await chat().send();
    expect(again.sentBefore?.otherIds?.toSorted()).toEqual(['p1', 'p3']);
    await chat().record(again, 'sent');
    expect(await chat().sendStates(text)).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  it('goes by the id of the later send once that has succeeded', async () => {
    const { send, state } = await chat().sending();
    await chat().record(send, { kind: 'unknown', code: 'E', providerId: 'p1' }, { graceMs: 0 });
    await chat().record(await chat().send(), { kind: 'sent', providerId: 'p2' });
    await chat().admit(delivery('delivered', { externalId: 'p2' }));
    expect(await state()).toBe('delivered');
  });

  it('does not send a third time what was unknown twice', async () => {
    const { send, state } = await chat().sending({ replies: ['perhaps sent', 'next'] });
    await chat().record(send, 'unknown', { graceMs: 0 });
    const again = await chat().send();
    expect(await chat().record(again, 'unknown', { graceMs: 0 })).toBe('unknown');
    expect(await chat().send()).toMatchObject({ text: 'next', resend: false });
    expect(await state()).toBe('dead');
  });

  it('gives a resend back that was certainly not sent', async () => {
    const { send } = await chat().sending();
    await chat().record(send, 'unknown', { graceMs: 0 });
    for (const _ of [1, 2]) {
      const again = await chat().send();
      expect(again.resend).toBe(true);
      expect(await chat().record(again, 'later')).toBe('unknown');
    }
    const last = await chat().send();
    expect(last.resend).toBe(true);
    expect(await chat().record(last, 'sent')).toBe('sent');
  });

  it('knows nothing of a row that does not exist', async () => {
    const { send } = await chat().sending();
    expect(await chat().record({ ...send, id: 'no such row' }, 'sent')).toBe('gone');
  });

  it('checks age again before a resend', async () => {
    const text = await chat().text('hi');
    await chat().commit(await chat().turn(), ['hello'], { outboxTtlMs: 500 });
    await chat().record(await chat().send(), 'unknown', { graceMs: 520 });
    await clockReaches(Date.now() + 521);
    expect(await chat().trySend()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().sendStates(text)).toEqual(['dead']);
    await chat().converse('still there?', ['yes'], ADA);
    expect(await chat().sendAll()).toEqual(['yes']);
  });
}
