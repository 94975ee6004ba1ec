import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { eventually } from './eventually.ts';
import { ADA } from './people-and-events.ts';

export function describeAlarms(chat: () => Chat): void {
  const raise = (kind = 'backlog', claimId: string = randomUUID(), over = {}): Promise<boolean> =>
    chat().store.watch.raiseAlarm({ kind, claimId, repeatMs: 60_000, leaseMs: 30_000, ...over });
  const told = (claimId: string, ended = false, kind = 'backlog'): Promise<void> =>
    chat().store.watch.alarmTold({ kind, claimId, ended });
  const ended = (claimId: string = randomUUID(), quietMs = 0): Promise<string | null> =>
    chat().store.watch.claimEndedAlarm({ claimId, quietMs, leaseMs: 30_000 });

  it('lets one of many servers tell a human', async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, () => raise()));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await raise('breaker:loop')).toBe(true);
  });

  it('gives the same answer to a claim that is repeated', async () => {
    expect(await raise('backlog', 'c1')).toBe(true);
    expect(await raise('backlog', 'c2')).toBe(false);
    expect(await raise('backlog', 'c1')).toBe(true);
  });

  it('is quiet once a human was told, and tells again while it lasts', async () => {
    await raise('backlog', 'c1');
    await told('c1');
    expect(await raise()).toBe(false);
    const again = () => raise('backlog', 'c2', { repeatMs: 30 });
    await eventually('the alarm to be told again', again);
  });

  it('lets somebody else tell when the first one has not said that it did', async () => {
    await raise('backlog', 'c1', { leaseMs: 30 });
    await eventually('another to be asked', () => raise('backlog', 'c2'));
    // Too late: the alarm is somebody else's by now.
    await told('c1');
    expect(await raise('backlog', 'c2')).toBe(true);
  });

  it('tells the all clear once, when nobody has found anything wrong for a while', async () => {
    await raise('backlog', 'c1');
    await told('c1');
    expect(await ended('e1', 60_000)).toBeNull();
    expect(await eventually('its end', () => ended('e1'))).toBe('backlog');
    expect(await ended('e2')).toBeNull();
    expect(await ended('e1')).toBe('backlog');
    await told('e1', true);
    expect(await ended('e3')).toBeNull();
    expect(await raise()).toBe(true);
  });

  it('gives no all clear of what nobody was told of', async () => {
    await raise('backlog', 'c1', { leaseMs: 0 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await ended()).toBeNull();
  });

  it('sends a notice through the outbox, once for its origin, and not to whoever has opted out', async () => {
    const notice = {
      channel: 'loop',
      conversation: ADA,
      origin: 'notice:alarm:1',
      text: 'look at me',
      ttlMs: 60_000,
    };
    expect(await chat().store.watch.sendNotice(notice)).toBe(true);
    expect(await chat().store.watch.sendNotice(notice)).toBe(false);
    expect(await chat().sendAll()).toEqual(['look at me']);
    await chat().text('stop');
    await chat().sendAll();
    await chat().store.watch.sendNotice({ ...notice, origin: 'notice:alarm:2' });
    expect(await chat().sendAll()).toEqual([]);
  });
}
