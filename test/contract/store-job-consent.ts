import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { JobPlayer, newJob } from './job.player.ts';
import { ADA, BOB, GROUP, NOWHERE, TEXTS } from './people-and-events.ts';

const FAR = 3_600_000;

export function describeJobConsent(chat: () => Chat): void {
  const jobs = (): JobPlayer => new JobPlayer(chat());

  it('ends all of somebody who opts out, and no others; who comes back owes nothing to before', async () => {
    const another = { ...ADA, key: 'another line' };
    const theirs = [await jobs().stage([newJob()]), await jobs().stage([newJob({ dueAt: FAR })], another)];
    const bob = await jobs().stage([newJob({ dueAt: Date.now() + FAR })], BOB);
    await chat().text('stop');
    await chat().text('start');
    for (const conversationId of theirs) expect(await jobs().list(conversationId)).toEqual([]);
    expect(await jobs().list(bob)).toHaveLength(1);
    expect((await jobs().try()).claimed).toBeNull();
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out'], TEXTS['opt-in']]);
  });

  it.each([
    ['a group', GROUP],
    ['a conversation without an address', NOWHERE],
  ])('ends those of %s', async (_what, conversation) => {
    const conversationId = await jobs().stage([newJob()], conversation);
    await chat().text('stop', conversation);
    expect(await jobs().list(conversationId)).toEqual([]);
    expect((await jobs().try()).claimed).toBeNull();
  });

  it('takes one away from the worker that has it', async () => {
    await jobs().stage([newJob()]);
    const job = await jobs().claim();
    await chat().text('stop');
    expect(await jobs().remind(job)).toBe('opted-out');
    expect(await jobs().end(job, { kind: 'later', retryInMs: 0, code: 'E', failed: true })).toBe('opted-out');
    expect(await jobs().try()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
  });

  it('ends one that is scheduled afterwards, when it is due', async () => {
    const conversationId = await chat().converse('hi', []);
    await chat().text('stop');
    await jobs().schedule({ conversationId, dueAt: Date.now() });
    expect(await jobs().try()).toEqual({ claimed: null, nextAt: null });
    await chat().text('start');
    expect(await jobs().try()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out'], TEXTS['opt-in']]);
  });

  it('ends one whose texts wait in the outbox: they are not sent', async () => {
    await jobs().stage([newJob()]);
    await jobs().remind(await jobs().claim());
    await chat().text('stop');
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out']]);
  });

  it('keeps one of a machine that is answered no more until the pause is over', async () => {
    const botLoop = { times: 1, withinMs: 60_000, pauseMs: 2000 };
    await chat().text('hi', ADA, { botLoop });
    const job = newJob();
    await chat().commit(await chat().turn(), ['hello'], { staged: [{ kind: 'job', job }] });
    await chat().record(await chat().send(), 'sent');
    const before = Date.now();
    await chat().text('auto reply', ADA, { botLoop });
    const { claimed, nextAt } = (await jobs().try()) as { claimed: null; nextAt: number };
    expect(claimed).toBeNull();
    expect(nextAt).toBeGreaterThanOrEqual(before + 2000);
    await clockReaches(nextAt);
    expect(await jobs().claim()).toMatchObject({ id: job.id, dueAt: job.dueAt });
  });
}
