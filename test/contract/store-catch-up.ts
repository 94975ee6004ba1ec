import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { ClaimCatchUpInput } from '../../src/conversation/catch-up/catch-up.store.ts';
import type { Chat } from './chat.ts';
import { eventually } from './eventually.ts';
import { CHANNEL, message } from './people-and-events.ts';

const HOUR_MS = 3_600_000;
const ago = (ms: number): number => Date.now() - ms;

export function describeCatchUp(chat: () => Chat): void {
  const claim = (over: Partial<ClaimCatchUpInput> = {}) =>
    chat().store.catchUps.claimCatchUp({
      channel: CHANNEL,
      claimId: randomUUID(),
      leaseMs: 30_000,
      periodMs: 0,
      ...over,
    });
  const missed = (text: string, ageMs: number, over: object = {}) =>
    chat().text(text, undefined, { occurredAt: ago(ageMs), ...over });

  it('begins with nothing to read, and from then on says how far has been read', async () => {
    const before = Date.now();
    expect(await claim()).toBeNull();
    const first = await claim({ claimId: 'c1' });
    // The clock of the store need not be ours to the millisecond.
    expect(Math.abs((first?.since ?? 0) - before)).toBeLessThan(60_000);
    expect(first).toMatchObject({ beganAt: first?.since });
    const through = first?.now ?? 0;
    await chat().store.catchUps.endCatchUp({ channel: CHANNEL, claimId: 'c1', through });
    await chat().store.catchUps.endCatchUp({ channel: CHANNEL, claimId: 'c1', through });
    expect(await claim()).toMatchObject({ since: through, beganAt: first?.beganAt });
  });

  it('is for one server at a time, and gives it the same again when it asks again', async () => {
    await claim();
    const first = await claim({ claimId: 'c1' });
    expect(first).not.toBeNull();
    expect(await claim({ claimId: 'c2' })).toBeNull();
    expect(await claim({ claimId: 'c1' })).toEqual(first);
    expect(await claim({ channel: 'other' })).toBeNull();
    expect(await claim({ channel: 'other' })).not.toBeNull();
  });

  it('is for another one when a lease has run out, and the first one then ends nothing', async () => {
    await claim();
    const first = await claim({ claimId: 'c1', leaseMs: 1 });
    const second = await eventually('the lease to end', () => claim({ claimId: 'c2' }));
    expect(second?.since).toBe(first?.since);
    await chat().store.catchUps.endCatchUp({ channel: CHANNEL, claimId: 'c1', through: first?.now ?? 0 });
    expect(await claim({ claimId: 'c2' })).toEqual(second);
  });

  it('is done once in its period', async () => {
    await claim();
    expect(await claim({ periodMs: HOUR_MS })).toBeNull();
    const first = await claim({ claimId: 'c1' });
    await chat().store.catchUps.endCatchUp({ channel: CHANNEL, claimId: 'c1', through: first?.now ?? 0 });
    expect(await claim({ periodMs: HOUR_MS })).toBeNull();
    expect(await claim()).not.toBeNull();
  });

  it('makes a text as old as it is, and its webhook a duplicate when it comes all the same', async () => {
    const event = message({ text: 'Is it on?' });
    const occurredAt = ago(3 * HOUR_MS);
    const admission = await chat().admit(event, { occurredAt });
    expect(admission).toMatchObject({ status: 'accepted', dueAt: expect.any(Number) });
    expect(await chat().admit(event)).toMatchObject({ status: 'duplicate', messageId: admission.messageId });
    const turn = await chat().turn({ maxAgeMs: 24 * HOUR_MS });
    expect(turn.messages).toMatchObject([{ text: 'Is it on?', createdAt: occurredAt }]);
    expect(turn.ageMs).toBeGreaterThan(2.9 * HOUR_MS);
  });

  it('does not count as a further copy of a webhook what is read in the log of the channel', async () => {
    const event = message({ text: 'hi' });
    const { messageId } = await chat().admit(event);
    for (const _ of [1, 2])
      expect(await chat().admit(event, { occurredAt: ago(HOUR_MS) })).toMatchObject({ status: 'duplicate' });
    const { texts } = await chat().store.operator.readTrail(messageId ?? '', 1);
    expect(texts).toMatchObject([{ event: { duplicates: 0 } }]);
  });

  it('answers what was missed with what came meanwhile, and knows the oldest of them', async () => {
    await chat().text('meanwhile');
    await missed('missed', 3 * HOUR_MS);
    const turn = await chat().turn({ maxAgeMs: 24 * HOUR_MS });
    expect(turn.messages.map(({ text }) => text)).toEqual(['meanwhile', 'missed']);
    expect(turn.ageMs).toBeGreaterThan(2.9 * HOUR_MS);
  });

  it('waits for what was missed with it, however old it is', async () => {
    const wait = { quietMs: 60_000, maxWaitMs: 60_000 };
    await missed('one', 3 * HOUR_MS, wait);
    const { dueAt } = await missed('two', 3 * HOUR_MS, wait);
    expect(dueAt).toBeGreaterThan(Date.now() + 30_000);
    expect((await chat().tryTurn()).claimed).toBeNull();
  });

  it('lets go dead what is too old to be answered, and answers what is not', async () => {
    const old = await missed('last week', 50 * HOUR_MS);
    const young = await missed('today', 3 * HOUR_MS);
    const turn = await chat().turn({ maxAgeMs: 24 * HOUR_MS });
    expect(turn.messages.map(({ text }) => text)).toEqual(['today']);
    expect(await chat().stateOf(old)).toBe('dead');
    expect(await chat().stateOf(young)).toBe('unanswered');
  });

  it('hears a STOP that was missed', async () => {
    await chat().text('hi');
    expect(await missed('STOP', HOUR_MS)).toMatchObject({ reason: 'opted out' });
    expect(await chat().sendAll()).toEqual(['You are out.']);
  });

  it('does not let an old START end a younger STOP, nor an old STOP a younger START', async () => {
    await chat().text('STOP');
    await chat().sendAll();
    const start = await missed('START', HOUR_MS);
    expect(start).toMatchObject({ status: 'accepted', reason: 'consent has changed since' });
    expect(await chat().stateOf(start)).toBe('opted-out');
    expect(await chat().sendAll()).toEqual([]);

    await chat().text('START');
    expect(await chat().sendAll()).toEqual(['You are back.']);
    const stop = await missed('STOP', HOUR_MS);
    expect(await chat().stateOf(stop)).toBe('covered');
    const asked = await missed('Is it on?', HOUR_MS);
    expect(await chat().stateOf(asked)).toBe('unanswered');
    expect(await chat().sendAll()).toEqual([]);
  });
}
