import { expect, it } from '@jest/globals';
import { OUTBOX_TTL_MS } from '../../src/conversation/admission.service.ts';
import type { Redriven } from '../../src/conversation/operator.ts';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { JobPlayer, newJob } from './job.player.ts';
import { ADA, BOB, GROUP, NOWHERE } from './people-and-events.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';

export function describeOperator(chat: () => Chat): void {
  const operator = () => chat().store.operator;
  const redrive = (id: string | null, evenIfSent = false): Promise<Redriven> =>
    operator().redrive({ id: id ?? '', ttlMs: OUTBOX_TTL_MS, evenIfSent });

  it("finds a conversation by address, by the channel's id and by our own", async () => {
    const { conversationId } = await chat().text('hi');
    await chat().text('hi', GROUP);
    const [found, ...more] = await operator().findConversations(ADA.target ?? '');
    expect(more).toEqual([]);
    expect(found).toMatchObject({ id: conversationId, kind: 'person', target: ADA.target, unanswered: 1 });
    expect(found).toMatchObject({ failures: 0, pausedAt: null, optedOut: false });
    for (const contact of [ADA.externalId, conversationId ?? ''])
      expect(await operator().findConversations(contact)).toEqual([found]);
    expect(await operator().findConversations('+13345550199')).toEqual([]);
  });

  it('counts what there is', async () => {
    expect(await operator().readStats()).toMatchObject({ conversations: 0, texts: {}, oldestTextMs: null });
    await chat().converse('one', ['to one']);
    await chat().text('two', BOB);
    await chat().text('stop', GROUP);
    const stats = await operator().readStats();
    expect(stats).toMatchObject({
      conversations: 3,
      optedOut: 1,
      paused: 0,
      killSwitch: { on: false, changedAt: null },
      texts: { covered: 1, unanswered: 1, 'opted-out': 1 },
      replies: { pending: 2 },
      events: { accepted: 3 },
      turns: { count: 1, promptTokens: 7, completionTokens: 3, meanMs: 13 },
    });
    expect(stats.oldestTextMs).toBeGreaterThanOrEqual(0);
    expect(stats.oldestReplyMs).toBeGreaterThanOrEqual(0);
  });

  it('shows a text that went dead, and makes it due again once', async () => {
    const text = await chat().text('hi');
    await chat().fail(await chat().turn(), { deadAfterMs: 0, reason: 'ModelError' });
    const [item, ...more] = await operator().listDead(10);
    expect(more).toEqual([]);
    expect(item).toMatchObject({ id: text.messageId, kind: 'text', state: 'dead', errorCode: 'ModelError' });
    expect(await operator().showDead(text.messageId ?? '')).toEqual({
      ...item,
      target: ADA.target,
      text: 'hi',
      attempts: 0,
    });
    expect(await redrive(text.messageId)).toBe('redriven');
    expect(await redrive(text.messageId)).toBe('not-dead');
    expect(await operator().listDead(10)).toEqual([]);
    await chat().commit(await chat().turn(), ['at last']);
    expect(await chat().sendAll()).toEqual(['at last']);
    expect(await redrive(text.messageId)).toBe('not-dead');
  });

  it('shows a job that was given up, and makes it due again once, also long after its time', async () => {
    const jobs = new JobPlayer(chat());
    const job = newJob({ dueAt: 1000 });
    await jobs.stage([job]);
    await jobs.end(await jobs.claim(), { kind: 'dead', code: 'too-late' });
    const [item] = await operator().listDead(10);
    expect(item).toMatchObject({ id: job.id, kind: 'job', state: 'dead', errorCode: 'too-late' });
    expect(await operator().showDead(job.id)).toMatchObject({ target: ADA.target, text: 'bread' });
    expect(await redrive(job.id)).toBe('redriven');
    expect(await redrive(job.id)).toBe('not-dead');
    const again = await jobs.claim();
    expect(again).toMatchObject({ id: job.id, attempt: 1 });
    expect(again.dueAt).toBeGreaterThan(1000);
    await jobs.end(again, { kind: 'dead', code: 'too-late' });
    await chat().text('stop');
    expect(await redrive(job.id)).toBe('opted-out');
  });

  it('answers a text again that was too old, counting its age from now', async () => {
    const text = await chat().text('hi');
    await clockReaches(Date.now() + 20);
    expect((await chat().tryTurn({ maxAgeMs: 10 })).claimed).toBeNull();
    expect(await chat().stateOf(text)).toBe('dead');
    expect(await redrive(text.messageId)).toBe('redriven');
    const { claimed } = await chat().tryTurn({ maxAgeMs: 5000 });
    expect(claimed?.messages.map(({ id }) => id)).toEqual([text.messageId]);
  });

  it('sends a reply again that had failed, before what waits behind it', async () => {
    const { send } = await chat().sending({ replies: ['one', 'two'] });
    expect(await chat().record(send, 'refused')).toBe('failed');
    expect(await operator().listDead(10)).toMatchObject([{ id: send.id, kind: 'reply', state: 'failed' }]);
    expect(await redrive(send.id)).toBe('redriven');
    expect(await redrive(send.id)).toBe('not-dead');
    expect(await chat().sendAll()).toEqual(['one', 'two']);
  });

  it('sends nothing again that may have been sent twice, unless it is told to', async () => {
    const { send } = await chat().sending();
    await chat().record(send, 'unknown', { graceMs: 0 });
    await chat().record(await chat().send(), 'unknown', { graceMs: 0 });
    expect((await chat().trySend()).claimed).toBeNull();
    expect(await operator().showDead(send.id)).toMatchObject({ state: 'dead', attempts: 2, text: 'hello' });
    expect(await redrive(send.id)).toBe('maybe-sent');
    expect(await redrive(send.id, true)).toBe('redriven');
    expect(await chat().sendAll()).toEqual(['hello']);
  });

  it('sends a text of a human once, behind what is there, and none to who wants nothing', async () => {
    const conversationId = await chat().converse('hi', ['hello']);
    const texts = ['from a human', 'and more'];
    const send = (id: string) => operator().sendByHand({ id, conversationId, texts, ttlMs: OUTBOX_TTL_MS });
    expect(await send('one')).toBe('queued');
    expect(await send('one')).toBe('queued-before');
    expect(await chat().sendAll()).toEqual(['hello', ...texts]);
    await chat().text('stop');
    expect(await send('two')).toBe('opted-out');
    expect(await chat().sendAll()).toEqual(['You are out.']);
    const other = { id: 'x', texts, ttlMs: 1000 };
    expect(await operator().sendByHand({ ...other, conversationId: NOBODY })).toBe('unknown');
    const { conversationId: nowhere } = await chat().text('hi', NOWHERE);
    expect(await operator().sendByHand({ ...other, conversationId: nowhere ?? '' })).toBe('nowhere');
  });

  it('gives nothing another chance that somebody does not want, or that is not there', async () => {
    const { send } = await chat().sending();
    await chat().record(send, 'refused');
    const lost = await chat().text('and?');
    await chat().fail(await chat().turn(), { deadAfterMs: 0 });
    await chat().text('stop');
    expect(await redrive(send.id)).toBe('opted-out');
    expect(await redrive(lost.messageId)).toBe('opted-out');
    expect(await redrive(NOBODY)).toBe('unknown');
    expect(await redrive('no id')).toBe('unknown');
    expect(await operator().showDead(NOBODY)).toBeNull();
  });
}
