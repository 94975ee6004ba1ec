import { expect, it } from '@jest/globals';
import type { Admission, GroupPolicy } from '../../src/conversation/admission.ts';
import type { Chat } from './chat.ts';
import { BOB, GROUP, message, TEXTS } from './people-and-events.ts';

const OTHER_GROUP = { ...GROUP, key: 'group:g2', target: 'g2', externalId: 'g2' };
const WINDOW = { quietMs: 50_000, maxWaitMs: 60_000 };

export function describeGroups(chat: () => Chat): void {
  /** A text in the group; one that begins with "Chip" addresses him. */
  const say = (
    text: string,
    {
      author = 'ada',
      policy = 'addressed' as GroupPolicy,
      replyToId = '',
      conversation = GROUP,
      over = {},
    } = {},
  ): Promise<Admission> =>
    chat().admit(message({ text, author, conversation, replyToId: replyToId || null }), {
      group: { policy, addressed: text.startsWith('Chip') },
      ...over,
    });

  it.each([
    ['always', 'hello all', 'unanswered'],
    ['always', 'Chip?', 'unanswered'],
    ['addressed', 'hello all', 'listened'],
    ['addressed', 'Chip?', 'unanswered'],
    ['never', 'hello all', 'listened'],
    ['never', 'Chip?', 'listened'],
  ] as const)('under the policy "%s" takes "%s" for %s', async (policy, text, state) => {
    expect(await chat().stateOf(await say(text, { policy }))).toBe(state);
  });

  it('has no turn and no reply for what it only listens to', async () => {
    const admission = await say('hello all');
    expect(admission).toMatchObject({ status: 'accepted', reason: 'listened', dueAt: null });
    expect(admission.outboxChanged).toBe(false);
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
  });

  it('remembers what it has listened to and who said it', async () => {
    await say('pizza on Friday?', { author: 'ada' });
    await say('yes!', { author: 'bob' });
    await say('Chip, what was the plan?', { author: 'eve' });
    const turn = await chat().turn();
    expect(turn.messages).toMatchObject([{ author: 'eve', text: 'Chip, what was the plan?' }]);
    expect(turn.history).toMatchObject([
      { direction: 'in', author: 'ada', body: 'pizza on Friday?' },
      { direction: 'in', author: 'bob', body: 'yes!' },
    ]);
  });

  it('keeps what was said, listened to and answered in its order', async () => {
    await say('one');
    await say('Chip, two');
    await say('three');
    await chat().commit(await chat().turn(), ['to two']);
    await say('four');
    await say('Chip, five');
    const turn = await chat().turn();
    await say('six');
    await chat().commit(turn, ['to five']);
    await say('Chip, seven');
    const { history } = await chat().turn();
    const lines = ['one', 'Chip, two', 'three', 'to two', 'four', 'Chip, five', 'to five', 'six'];
    expect(history.map(({ body }) => body)).toEqual(lines);
  });

  it('neither waits for a text that is not meant for it nor begins its answer again', async () => {
    const asked = await say('Chip?', { over: WINDOW });
    expect(asked.dueAt).toBeGreaterThan(Date.now());
    await say('who is Chip?', { over: { quietMs: 55_000, maxWaitMs: 60_000 } });
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: asked.dueAt });

    await say('Chip??', { over: { quietMs: 0, maxWaitMs: 0 } });
    const turn = await chat().turn();
    await say('hush');
    expect(turn.messages).toHaveLength(2);
    expect(await chat().commit(turn, ['here'])).toBe('committed');
    expect(await chat().tryTurn()).toEqual({ claimed: null, nextAt: null });
  });

  it('takes an inline reply to one of its messages for a text to itself', async () => {
    await say('Chip?');
    await chat().commit(await chat().turn(), ['here']);
    await chat().record(await chat().send(), { kind: 'sent', providerId: 'p1' });
    expect(await chat().stateOf(await say('thanks', { replyToId: 'p1' }))).toBe('unanswered');
    expect(await chat().stateOf(await say('to Bob', { replyToId: 'p2' }))).toBe('listened');
    expect(await chat().stateOf(await say('hm', { replyToId: 'p1', policy: 'never' }))).toBe('listened');
  });

  it('does not take a reply to its message in another conversation for one', async () => {
    await chat().converse('hi', ['hello'], BOB);
    await chat().record(await chat().send(), { kind: 'sent', providerId: 'p1' });
    const elsewhere = await say('thanks', { replyToId: 'p1', conversation: OTHER_GROUP });
    expect(await chat().stateOf(elsewhere)).toBe('listened');
  });

  it('hears consent words whatever the policy', async () => {
    await say('help', { policy: 'never' });
    await say('stop', { policy: 'never' });
    expect(await chat().stateOf(await say('Chip?'))).toBe('opted-out');
    await say('start', { policy: 'never' });
    expect(await chat().stateOf(await say('Chip?'))).toBe('unanswered');
    expect(await chat().sendAll()).toEqual([TEXTS['opt-out'], TEXTS['opt-in']]);
  });

  it('shows no reply to what it has listened to, though one was made after it', async () => {
    const listened = await say('hello all');
    await say('Chip?');
    await chat().commit(await chat().turn(), ['here']);
    const outcome = await chat().store.readOutcome(listened.messageId ?? '');
    expect(outcome).toMatchObject({ state: 'listened', replies: [] });
  });

  it('does not count what it listens to as left unanswered', async () => {
    for (const text of ['one', 'two', 'three']) await say(text, { over: { unansweredLimit: 1 } });
    const asked = await say('Chip?', { over: { unansweredLimit: 1 } });
    expect(await chat().stateOf(asked)).toBe('unanswered');
  });

  it('listens to an unaddressed sticker as well', async () => {
    const sticker = message({ text: '', form: 'sticker', conversation: GROUP });
    const group = { policy: 'addressed', addressed: false } as const;
    expect(await chat().stateOf(await chat().admit(sticker, { group }))).toBe('listened');
  });
}
