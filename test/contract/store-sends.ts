import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { ADA, BOB, GROUP, message } from './people-and-events.ts';

export function describeSends(chat: () => Chat): void {
  it('hands out everything that a send needs', async () => {
    const conversationId = await chat().converse('hi', ['hello'], GROUP);
    const send = await chat().send({ claimId: 's1' });
    expect(send).toMatchObject({
      claimId: 's1',
      conversationId,
      channel: 'loop',
      target: 'g1',
      targetKind: 'group',
    });
    expect(send).toMatchObject({ text: 'hello', part: 0, attempt: 1, resend: false, sentBefore: null });
    expect(send.origin).toMatch(/^turn:\d+$/);
  });

  it('says how the newest text of the conversation has come', async () => {
    await chat().converse('hi', ['one', 'two', 'three']);
    for (const transport of ['rcs', 'sms', null]) {
      await chat().admit(message({ text: 'more', transport }));
      const send = await chat().send();
      expect(send.service).toBe(transport);
      await chat().record(send, 'sent');
    }
  });

  it('sends the parts of a reply one after the other', async () => {
    await chat().converse('hi', ['one', 'two', 'three']);
    for (const [part, text] of ['one', 'two', 'three'].entries()) {
      const send = await chat().send();
      expect(send).toMatchObject({ text, part });
      expect((await chat().trySend()).claimed).toBeNull();
      expect(await chat().record(send, 'sent')).toBe('sent');
    }
    expect(await chat().trySend()).toEqual({ claimed: null, nextAt: null });
  });

  it('sends the replies of a conversation in the order of their turns', async () => {
    await chat().converse('first', ['one', 'two']);
    await chat().record(await chat().send(), 'later', { retryInMs: 50 });
    await chat().converse('second', ['three']);
    const sent: string[] = [];
    for (const _ of [1, 2, 3]) {
      const send = await chat().send();
      sent.push(send.text);
      await chat().record(send, 'sent');
    }
    expect(sent).toEqual(['one', 'two', 'three']);
  });

  it('lets no conversation wait for the sends of another', async () => {
    await chat().converse('hi', ['to Ada', 'more to Ada'], ADA);
    await chat().converse('hi', ['to Bob'], BOB);
    const held = await chat().send();
    expect(held.text).toBe('to Ada');
    await chat().record(held, 'later', { retryInMs: 60_000 });
    expect(await chat().sendAll()).toEqual(['to Bob']);
  });

  it('gives one row to one worker', async () => {
    await chat().converse('hi', ['one', 'two']);
    const claims = await Promise.all(Array.from({ length: 10 }, () => chat().trySend()));
    expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
  });

  it('gives a worker that asks again under the same claim the same row', async () => {
    await chat().converse('hi', ['to Ada'], ADA);
    await chat().converse('hi', ['to Bob'], BOB);
    const first = await chat().send({ claimId: 's1' });
    expect(await chat().send({ claimId: 's1' })).toEqual(first);
  });

  it('says of a repeated claim again that it is a resend', async () => {
    await chat().converse('hi', ['hello']);
    await chat().record(await chat().send(), 'unknown', { graceMs: 0 });
    const first = await chat().send({ claimId: 's2' });
    expect(first).toMatchObject({ attempt: 2, resend: true });
    expect(await chat().send({ claimId: 's2' })).toEqual(first);
  });

  it('leaves channels alone that it is not asked for', async () => {
    await chat().text('hi', ADA, { channel: 'other' });
    await chat().commit(await chat().turn(), ['hello']);
    const all = { channels: ['loop', 'other'] };
    expect(await chat().trySend({ channels: ['loop'] })).toEqual({ claimed: null, nextAt: null });
    expect(await chat().trySend({ channels: [] })).toEqual({ claimed: null, nextAt: null });
    expect(await chat().send(all)).toMatchObject({ channel: 'other', text: 'hello' });
  });

  it('says when it is worth to ask again', async () => {
    const before = Date.now();
    await chat().converse('hi', ['to Ada'], ADA);
    await chat().record(await chat().send(), 'later', { retryInMs: 50_000 });
    await chat().converse('hi', ['to Bob'], BOB);
    await chat().send({ leaseMs: 20_000 });
    const { nextAt } = (await chat().trySend()) as { nextAt: number };
    expect(nextAt).toBeGreaterThanOrEqual(before + 20_000);
    expect(nextAt).toBeLessThanOrEqual(Date.now() + 20_000);
  });

  it('does not send what is too old', async () => {
    const text = await chat().text('hi');
    await chat().commit(await chat().turn(), ['old news', 'old too'], { outboxTtlMs: -1 });
    await chat().converse('again', ['fresh']);
    expect(await chat().sendAll()).toEqual(['fresh']);
    expect(await chat().sendStates(text)).toEqual(['dead', 'dead']);
    const outcome = await chat().store.readOutcome(text.messageId ?? '');
    expect(outcome?.replies[0]?.errorCode).toBe('too-old');
  });
}
