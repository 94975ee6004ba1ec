import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { delivery } from './people-and-events.ts';

export function describeLostSends(chat: () => Chat): void {
  it('takes a send that nobody finished for unknown, with its grace, never for unsent', async () => {
    const { send, state } = await chat().sending({ leaseMs: 40 });
    const lapsed = Date.now() + 40;
    await clockReaches(lapsed);
    const { claimed, nextAt } = (await chat().trySend({ graceMs: 100 })) as { claimed: null; nextAt: number };
    expect(claimed).toBeNull();
    expect(nextAt).toBeGreaterThanOrEqual(lapsed + 100);
    expect(await state()).toBe('unknown');
    const again = await chat().send();
    expect(Date.now()).toBeGreaterThanOrEqual(lapsed + 100);
    expect(again).toMatchObject({ id: send.id, resend: true });
  });

  it('waits longer than the next delivery of a status webhook that may be on its way', async () => {
    await chat().sending({ leaseMs: 30 });
    await clockReaches(Date.now() + 40);
    const redelivery = {
      loop: [
        { afterAgeMs: 0, intervalMs: 10 },
        { afterAgeMs: 35, intervalMs: 50_000 },
      ],
    };
    const before = Date.now();
    const { nextAt } = (await chat().trySend({ graceMs: 100, redelivery })) as { nextAt: number };
    expect(nextAt).toBeGreaterThan(before + 50_000);
  });

  it('completes a grace in which nobody could be reached for a part of it', async () => {
    const { send, state } = await chat().sending();
    await chat().record(send, 'unknown', { graceMs: 0 });
    const before = Date.now();
    // Whoever asks was frozen until a moment ago.
    const terms = { graceMs: 100, reachableForMs: 20 };
    const { claimed, nextAt } = (await chat().trySend(terms)) as { claimed: null; nextAt: number };
    expect(claimed).toBeNull();
    expect(nextAt).toBeGreaterThanOrEqual(before + 80);
    expect(await state()).toBe('unknown');
    const again = await chat().send({ graceMs: 100, reachableForMs: 100 });
    expect(again).toMatchObject({ id: send.id, resend: true });
  });

  it('waits after a long freeze for the next delivery of a status webhook', async () => {
    const { send } = await chat().sending();
    await chat().record(send, 'unknown', { graceMs: 0 });
    await clockReaches(Date.now() + 50);
    const redelivery = { loop: [{ afterAgeMs: 30, intervalMs: 50_000 }] };
    const before = Date.now();
    const { nextAt } = (await chat().trySend({ graceMs: 100, redelivery, reachableForMs: 0 })) as {
      nextAt: number;
    };
    expect(nextAt).toBeGreaterThan(before + 50_000);
  });

  it('sends again what nobody else could have been told of, once a server has been in reach for long enough', async () => {
    const { send } = await chat().sending();
    await chat().record(send, 'unknown', { graceMs: 0 });
    const replica = { id: 'the only one', silentMs: 20 };
    const terms = { graceMs: 100, replica };
    expect(await chat().trySend({ ...terms, channels: [], reachableForMs: 0 })).toMatchObject({
      claimed: null,
    });
    expect(await chat().trySend({ ...terms, reachableForMs: 0 })).toMatchObject({ claimed: null });
    const again = await chat().send({ ...terms, reachableForMs: 100 });
    expect(again).toMatchObject({ id: send.id, resend: true });
  });

  it('lets the sender of a lapsed lease still say what happened', async () => {
    const { send } = await chat().sending({ leaseMs: 10 });
    await clockReaches(Date.now() + 10);
    await chat().trySend();
    expect(await chat().record(send, 'sent')).toBe('sent');
    expect(await chat().trySend()).toEqual({ claimed: null, nextAt: null });
  });

  it('does not let a sender that was taken over put a row back', async () => {
    const { send, state } = await chat().sending({ leaseMs: 10 });
    await clockReaches(Date.now() + 10);
    const again = await chat().send({ graceMs: 0 });
    expect(again.id).toBe(send.id);
    for (const kind of ['later', 'refused', 'unknown'] as const) {
      expect(await chat().record(send, kind)).toBe('sending');
    }
    await chat().record(again, 'sent');
    expect(await state()).toBe('sent');
  });

  it('takes a repeated record once', async () => {
    const { send } = await chat().sending({ replies: ['one', 'two'] });
    for (const _ of [1, 2]) expect(await chat().record(send, 'unknown', { graceMs: 0 })).toBe('unknown');
    const again = await chat().send();
    for (const _ of [1, 2]) expect(await chat().record(again, 'later', { retryInMs: 0 })).toBe('unknown');
    const last = await chat().send();
    expect(last).toMatchObject({ id: send.id, resend: true });
    for (const _ of [1, 2])
      expect(await chat().record(last, { kind: 'sent', providerId: 'p1' })).toBe('sent');
    expect(await chat().sendAll()).toEqual(['two']);
  });

  it('does not bring back what a repeated record says after the row has moved on', async () => {
    const { send } = await chat().sending();
    await chat().record(send, 'later');
    const again = await chat().send();
    expect(await chat().record(send, 'refused')).toBe('sending');
    expect(await chat().record(again, 'sent')).toBe('sent');
    expect(await chat().record(again, 'unknown')).toBe('sent');
  });

  it('does not set a row back that was delivered before its send was answered', async () => {
    const { send } = await chat().sending();
    await chat().admit(delivery('delivered', { correlationId: send.id }));
    for (const kind of ['unknown', 'later', 'refused', 'sent'] as const) {
      expect(await chat().record(send, kind)).toBe('delivered');
    }
  });
}
