import { describe, expect, it } from '@jest/globals';
import type { DeliveryUpdate } from '../../src/conversation/channel-event.ts';
import type { Chat } from './chat.ts';
import { ADA, BOB, delivery, TEXTS } from './people-and-events.ts';

export function describeStatuses(chat: () => Chat): void {
  const status = (kind: DeliveryUpdate['status'], over: Partial<DeliveryUpdate>): Promise<unknown> =>
    chat().admit(delivery(kind, over));

  it('finds a row by our own id', async () => {
    const { send, state } = await chat().sending();
    expect(await status('delivered', { correlationId: send.id })).toMatchObject({
      status: 'recorded',
      messageId: send.id,
      outboxChanged: true,
    });
    expect(await state()).toBe('delivered');
  });

  it("finds a row by the channel's id", async () => {
    const { send, state } = await chat().sending();
    await chat().record(send, { kind: 'sent', providerId: 'p1' });
    await status('delivered', { externalId: 'p1' });
    expect(await state()).toBe('delivered');
  });

  it('finds a row whose outcome is open by address and text', async () => {
    const { send, state } = await chat().sending();
    await chat().sending({ conversation: BOB });
    await chat().record(send, 'unknown');
    await status('sent', { target: send.target, text: 'hello', externalId: 'p1' });
    expect(await state()).toBe('sent');
    await status('delivered', { externalId: 'p1' });
    expect(await state()).toBe('delivered');
  });

  it('does not take a row for another by half of a match', async () => {
    const { send, state } = await chat().sending();
    for (const over of [
      { target: send.target, text: 'other' },
      { target: BOB.target, text: 'hello' },
    ]) {
      expect(await status('delivered', over)).toMatchObject({ status: 'recorded', outboxChanged: false });
    }
    await chat().admit(delivery('delivered', { correlationId: send.id }), { channel: 'other' });
    expect(await state()).toBe('sending');
  });

  it('does not touch by address and text what has not been sent yet', async () => {
    const text = await chat().text('hi');
    await chat().commit(await chat().turn(), ['hello']);
    await status('delivered', { target: ADA.target, text: 'hello' });
    expect(await chat().sendStates(text)).toEqual(['pending']);
  });

  it.each([
    ['refused', 'failed'],
    ['unknown', 'dead'],
  ] as const)('lets delivered correct a row that was %s and so is %s', async (kind, before) => {
    const { send, state } = await chat().sending();
    await chat().record(send, kind, { graceMs: 0 });
    if (kind === 'unknown') await chat().record(await chat().send(), kind, { graceMs: 0 });
    await chat().trySend();
    expect(await state()).toBe(before);
    await status('delivered', { correlationId: send.id });
    expect(await state()).toBe('delivered');
  });

  it.each(['sent', 'failed'] as const)('does not let %s correct delivered', async (kind) => {
    const { send, state } = await chat().sending();
    await status('delivered', { correlationId: send.id });
    await status(kind, { correlationId: send.id });
    expect(await state()).toBe('delivered');
  });

  it('does not let sent correct failed', async () => {
    const { send, state } = await chat().sending();
    await status('failed', { correlationId: send.id, errorCode: 'E1020' });
    await status('sent', { correlationId: send.id });
    await chat().record(send, 'sent');
    expect(await state()).toBe('failed');
  });

  it('keeps why a row failed, and sends the next one', async () => {
    const text = await chat().text('hi');
    await chat().commit(await chat().turn(), ['one', 'two']);
    await chat().record(await chat().send(), { kind: 'sent', providerId: 'p1' });
    await status('failed', { externalId: 'p1', errorCode: 'E1020' });
    const outcome = await chat().store.readOutcome(text.messageId ?? '');
    expect(outcome?.replies[0]).toMatchObject({ sendState: 'failed', errorCode: 'E1020' });
    expect(await chat().sendAll()).toEqual(['two']);
  });

  describe('failed for a passing reason', () => {
    const failed = (over: Partial<DeliveryUpdate>): Promise<unknown> =>
      status('failed', { errorCode: 'E1010', retryInMs: 0, ...over });

    it('is sent again, before whatever stands behind it, and then counts', async () => {
      const { send, state } = await chat().sending({ replies: ['one', 'two'] });
      await chat().record(send, { kind: 'sent', providerId: 'p1' });
      expect(await failed({ externalId: 'p1' })).toMatchObject({ messageId: send.id, outboxChanged: true });
      expect(await state()).toBe('pending');
      expect(await chat().sendAll()).toEqual(['one', 'two']);
      expect(await state()).toBe('sent');
    });

    it('waits as long as the channel asks', async () => {
      const { send } = await chat().sending();
      await chat().record(send, { kind: 'sent', providerId: 'p1' });
      await failed({ externalId: 'p1', retryInMs: 20_000 });
      const next = await chat().trySend();
      expect(next.claimed).toBeNull();
      expect('nextAt' in next && next.nextAt).toBeGreaterThan(Date.now() + 15_000);
    });

    it('is sent three times at most', async () => {
      const { send, state } = await chat().sending();
      await chat().record(send, { kind: 'sent', providerId: 'p0' });
      for (const providerId of ['p1', 'p2']) {
        await failed({ correlationId: send.id });
        expect(await state()).toBe('pending');
        await chat().record(await chat().send(), { kind: 'sent', providerId });
      }
      await failed({ correlationId: send.id });
      expect(await state()).toBe('failed');
      expect(await chat().sendAll()).toEqual([]);
    });

    it('stays failed when a later text has left, so that nothing comes out of order', async () => {
      const { send, state } = await chat().sending({ replies: ['one', 'two'] });
      await chat().record(send, { kind: 'sent', providerId: 'p1' });
      const second = await chat().send();
      await failed({ externalId: 'p1' });
      expect(await state()).toBe('failed');
      await chat().record(second, 'sent');
      expect(await chat().sendAll()).toEqual([]);
    });

    it('stays failed when a later text has arrived', async () => {
      const { send, state } = await chat().sending({ replies: ['one', 'two'] });
      await chat().record(send, { kind: 'sent', providerId: 'p1' });
      expect(await chat().sendAll()).toEqual(['two']);
      await failed({ externalId: 'p1' });
      expect(await state()).toBe('failed');
      expect(await chat().sendAll()).toEqual([]);
    });

    it('stays failed while its own send is under way', async () => {
      const { send, state } = await chat().sending();
      await failed({ correlationId: send.id });
      expect(await state()).toBe('failed');
    });

    it('is not sent again to somebody who has opted out', async () => {
      const { send, state } = await chat().sending();
      await chat().record(send, { kind: 'sent', providerId: 'p1' });
      await chat().text('stop', ADA, { consent: 'opt-out' });
      await failed({ externalId: 'p1' });
      expect(await state()).toBe('failed');
      expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
    });

    it('is known to have arrived when a later status says so', async () => {
      const { send, state } = await chat().sending();
      await chat().record(send, { kind: 'sent', providerId: 'p1' });
      await failed({ externalId: 'p1', correlationId: send.id });
      await status('delivered', { correlationId: send.id });
      expect(await state()).toBe('delivered');
      expect(await chat().sendAll()).toEqual([]);
    });
  });

  it.each(['sent', 'delivered', 'failed'] as const)(
    'does not send again what a status calls %s',
    async (kind) => {
      const { send, state } = await chat().sending();
      await chat().record(send, 'unknown', { graceMs: 0 });
      await status(kind, { correlationId: send.id });
      expect(await chat().trySend()).toEqual({ claimed: null, nextAt: null });
      expect(await state()).toBe(kind);
    },
  );

  it('settles what was put off although it went out', async () => {
    const { send, state } = await chat().sending();
    await chat().record(send, 'later');
    await status('sent', { correlationId: send.id });
    expect(await state()).toBe('sent');
    expect(await chat().trySend()).toEqual({ claimed: null, nextAt: null });
  });

  it('applies a status that came before the answer to the send', async () => {
    const text = await chat().text('hi');
    await chat().commit(await chat().turn(), ['hello']);
    const send = await chat().send();
    await status('failed', { externalId: 'p1', errorCode: 'E1010' });
    await chat().admit(delivery('delivered', { externalId: 'p1' }), { channel: 'other' });
    expect(await chat().sendStates(text)).toEqual(['sending']);
    expect(await chat().record(send, { kind: 'sent', providerId: 'p1' })).toBe('failed');
    const outcome = await chat().store.readOutcome(text.messageId ?? '');
    expect(outcome?.replies).toMatchObject([{ providerId: 'p1', errorCode: 'E1010' }]);
    await status('delivered', { externalId: 'p1' });
    expect(await chat().sendStates(text)).toEqual(['delivered']);
  });

  it('makes way for the next row when a status settles the first', async () => {
    await chat().text('hi');
    await chat().commit(await chat().turn(), ['one', 'two']);
    const first = await chat().send();
    await chat().record(first, 'unknown');
    expect((await chat().trySend()).claimed).toBeNull();
    await status('delivered', { correlationId: first.id });
    expect(await chat().sendAll()).toEqual(['two']);
  });

  it('learns from a status that a row went out which an opt-out had ended', async () => {
    const { send, state } = await chat().sending();
    await chat().record(send, 'unknown');
    await chat().text('stop');
    expect(await state()).toBe('opted-out');
    await status('sent', { correlationId: send.id });
    expect(await state()).toBe('sent');
  });
}
