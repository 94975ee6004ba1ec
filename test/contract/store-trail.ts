import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { describeTrailOfTurns } from './store-trail-turns.ts';
import { ADA, delivery, GROUP, message } from './people-and-events.ts';

/** Why somebody got an answer, or none. */
export function describeTrail(chat: () => Chat): void {
  const trail = (query: string | null, limit = 10) => chat().store.operator.readTrail(query ?? '', limit);

  it('follows a text through a failed attempt, its turn, each bubble and each status', async () => {
    const event = message({ text: 'hi' });
    const { messageId, conversationId } = await chat().admit(event);
    await chat().admit(event);
    await chat().admit(event);
    await chat().fail(await chat().turn(), { reason: 'ModelError', durationMs: 12.4 });
    await chat().commit(await chat().turn(), ['one', 'two']);
    const send = await chat().send();
    await chat().record(send, { kind: 'sent', providerId: 'p1' });
    await chat().admit(delivery('delivered', { externalId: 'p1' }));
    await chat().record(await chat().send(), 'refused');

    const { texts, events, killSwitch } = await trail(messageId);
    expect({ events, killSwitch }).toEqual({ events: [], killSwitch: false });
    expect(texts).toMatchObject([
      {
        id: messageId,
        conversationId,
        state: 'covered',
        text: 'hi',
        event: { name: 'message_inbound', outcome: 'accepted', reason: null, duplicates: 2 },
        failures: [{ fence: 1, reason: 'ModelError', outcome: 'retrying', durationMs: 12 }],
        turn: { fence: 2, model: 'offline', promptTokens: 7, completionTokens: 3, durationMs: 13 },
        replies: [
          {
            text: 'one',
            part: 0,
            state: 'delivered',
            attempts: 1,
            statuses: [{ name: 'message_delivered' }],
          },
          { text: 'two', part: 1, state: 'failed', errorCode: 'code-refused', statuses: [] },
        ],
        waits: null,
      },
    ]);
    expect(texts[0]?.event?.duplicateAt).toBeGreaterThanOrEqual(texts[0]?.createdAt ?? Infinity);
    for (const query of [event.externalId, event.webhookId, send.id, 'p1', ADA.target])
      expect((await trail(query)).texts).toEqual(texts);
  });

  it('names the rule that held a text back', async () => {
    const listened = await chat().text('among us', GROUP, {
      group: { policy: 'addressed', addressed: false },
    });
    await chat().text('stop');
    const { messageId } = await chat().text('hello?');
    expect((await trail(listened.messageId)).texts).toMatchObject([
      { state: 'listened', event: { reason: 'listened' }, turn: null, replies: [], waits: null },
    ]);
    const [stop, after] = (await trail(ADA.target)).texts;
    expect(stop).toMatchObject({ event: { reason: 'opted out' }, replies: [{ text: 'You are out.' }] });
    expect(after).toMatchObject({ id: messageId, event: { reason: 'sender has opted out' }, replies: [] });
  });

  describeTrailOfTurns(chat);

  it('says what a text waits for', async () => {
    const { messageId, conversationId } = await chat().text('hi');
    const waits = async () => (await trail(messageId)).texts[0]?.waits;
    expect(await waits()).toMatchObject({ pausedAt: null, failures: 0, leaseUntil: 0 });
    const turn = await chat().turn();
    expect((await waits())?.leaseUntil).toBeGreaterThan(Date.now());
    await chat().fail(turn, { retryInMs: 60_000 });
    expect((await waits())?.readyAt).toBeGreaterThan(Date.now() + 30_000);
    await chat().store.operator.pause(conversationId ?? '');
    expect((await waits())?.pausedAt).toEqual(expect.any(Number));
  });

  it('knows events that made no text, the newest texts of a contact, and nothing of others', async () => {
    await chat().admit({
      kind: 'quarantined',
      name: 'odd',
      eventClass: 'odd',
      externalId: null,
      webhookId: 'w7',
      reason: 'no text',
    });
    expect(await trail('w7')).toMatchObject({
      texts: [],
      events: [{ name: 'odd', outcome: 'quarantined', reason: 'no text' }],
    });
    for (const text of ['one', 'two', 'three']) await chat().text(text);
    expect((await trail(ADA.target, 2)).texts.map(({ text }) => text)).toEqual(['two', 'three']);
    expect(await trail('nobody')).toEqual({ texts: [], events: [], killSwitch: false });
  });
}
