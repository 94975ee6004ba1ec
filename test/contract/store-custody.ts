import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { clockReaches, eventually } from './eventually.ts';
import { JobPlayer, newJob } from './job.player.ts';
import { ADA, BOB, delivery, GROUP, message } from './people-and-events.ts';

const TARGET = ADA.target ?? '';

/** What is held about somebody: handed out, removed, or removed when it is old. */
export function describeCustody(chat: () => Chat): void {
  const operator = () => chat().store.operator;
  const all = (contact = TARGET) => operator().exportContact(contact);
  const held = async (contact = TARGET): Promise<string> => JSON.stringify(await all(contact));
  const purge = (before: number | null, most = 100) => operator().purge({ before, most });
  const fromBob = (text: string) => chat().admit(message({ text, conversation: BOB, author: BOB.target }));
  const reaction = (author: string) => ({
    kind: 'reaction' as const,
    name: 'message_reaction',
    eventClass: 'reaction',
    externalId: null,
    webhookId: author,
    conversation: GROUP,
    author,
    reaction: 'like',
  });

  it('hands out all that is held about somebody, and nothing of others', async () => {
    await chat().converse('one secret', ['to one']);
    await chat().sendAll();
    await chat().admit(message({ text: 'in the group', conversation: GROUP, author: TARGET }));
    await chat().admit(reaction('w1'), { raw: { from: TARGET.replace('+1', '+1 ') } });
    await fromBob('not yours');
    const rows = await all();
    const sizes = Object.fromEntries(Object.entries(rows).map(([table, { length }]) => [table, length]));
    expect(sizes).toEqual({
      conversations: 1,
      messages: 3,
      outbox: 1,
      turns: 1,
      turn_failures: 0,
      conversation_usage: 0,
      tool_calls: 0,
      asks: 0,
      jobs: 0,
      events: 3,
      consents: 0,
      consent_changes: 0,
    });
    expect(JSON.stringify(rows)).not.toMatch(/Bob|not yours/);
    expect(await all(String(rows.conversations?.[0]?.id))).toEqual(rows);
    expect(await held('+13345550199')).not.toContain('secret');
  });

  it('forgets somebody, and leaves others alone', async () => {
    await chat().converse('one', ['to one']);
    await chat().text('two');
    await chat().admit(message({ text: 'in the group', conversation: GROUP, author: TARGET }));
    await chat().admit(message({ text: 'Bob too', conversation: GROUP, author: BOB.target }));
    await chat().admit(reaction('w1'), { raw: { from: TARGET } });
    await fromBob('hi');
    expect(await operator().forget(TARGET)).toEqual({
      conversations: 1,
      messages: 4,
      replies: 1,
      events: 4,
      optOutsKept: 0,
    });
    expect(Object.values(await all()).flat()).toEqual([]);
    expect(await operator().findConversations(TARGET)).toEqual([]);
    expect(await operator().forget(TARGET)).toMatchObject({ conversations: 0, messages: 0, events: 0 });
    expect(await chat().sendAll()).toEqual([]);
    const turns = [await chat().turn(), await chat().turn()];
    expect(turns.flatMap(({ messages }) => messages.map(({ text }) => text)).toSorted()).toEqual([
      'Bob too',
      'hi',
    ]);
  });

  it('hands out and forgets what was done for somebody, in groups too, and leaves what was done for others', async () => {
    const jobs = new JobPlayer(chat());
    const done = async (conversation: typeof GROUP, by: string, number: number): Promise<void> => {
      await chat().admit(message({ text: 'do it', conversation, author: by }));
      await chat().commit(await chat().turn(), [], {
        calls: [{ tool: 'board', outcome: 'ok', arguments: `{"by":"${by}"}`, ms: 1 }],
        staged: [
          { kind: 'ask', number, tool: 'board', arguments: '{}', summary: 'post it', asker: by, ttlMs: 1000 },
          { kind: 'job', job: newJob({ payload: { text: by }, dueAt: Date.now() + 1e9 }) },
        ],
      });
    };
    await done(ADA, TARGET, 1);
    await done(GROUP, TARGET, 1);
    await done(GROUP, BOB.target ?? '', 2);
    const [tools, asks, reminders] = await Promise.all(
      ['tool_calls', 'asks', 'jobs'].map(async (table) => (await all())[table]),
    );
    expect(tools).toHaveLength(2);
    expect(asks).toMatchObject([{ asker: TARGET }, { asker: TARGET }]);
    expect(reminders).toMatchObject([{ author: TARGET }, { author: TARGET }]);
    await operator().forget(TARGET);
    expect(Object.values(await all()).flat()).toEqual([]);
    expect((await all(BOB.target ?? '')).asks).toMatchObject([{ asker: BOB.target }]);
    const group = (await operator().findConversations(GROUP.externalId))[0]?.id ?? '';
    expect((await jobs.list(group)).map(({ payload }) => payload)).toEqual([{ text: BOB.target }]);
    expect(await chat().store.tools.lastAskNumber(group)).toBe(2);
  });

  it('does not answer a text of somebody forgotten when it is delivered once more, in whatever state it was', async () => {
    const event = message({ text: 'one' });
    await chat().admit(event);
    const turn = await chat().turn();
    await operator().forget(TARGET);
    expect(await chat().commit(turn, ['to one'])).toBe('lost');
    expect(await chat().admit(event)).toMatchObject({ status: 'duplicate', messageId: null, dueAt: null });
    expect(await chat().admit({ ...event, webhookId: 'another' })).toMatchObject({ status: 'duplicate' });
    expect(await chat().admit({ ...event, externalId: 'another' })).toMatchObject({ status: 'duplicate' });
    expect((await chat().tryTurn()).claimed).toBeNull();
    // What they write anew is new.
    await chat().text('again');
    expect((await chat().turn()).history).toEqual([]);
  });

  it('keeps nothing of a status that comes for what was forgotten', async () => {
    const { send } = await chat().sending();
    await operator().forget(TARGET);
    expect(await chat().record(send, { kind: 'sent', providerId: 'p1' })).toBe('gone');
    const status = delivery('delivered', { correlationId: send.id, target: TARGET, text: 'hello' });
    expect(await chat().admit(status, { raw: { contact: TARGET } })).toMatchObject({ status: 'duplicate' });
    expect(Object.values(await all()).flat()).toEqual([]);
  });

  it('keeps an opt-out of somebody forgotten, without knowing whose, until their START', async () => {
    await chat().text('stop');
    await chat().sendAll();
    expect(await operator().forget(TARGET)).toMatchObject({ optOutsKept: 1 });
    expect(await held()).not.toContain(TARGET.slice(2));
    expect(await operator().forget(TARGET)).toMatchObject({ optOutsKept: 0 });

    const text = await chat().text('hello again');
    expect(text).toMatchObject({ status: 'accepted', reason: 'sender has opted out', dueAt: null });
    expect(await chat().stateOf(text)).toBe('opted-out');
    expect(await chat().sendAll()).toEqual([]);
    // Forgotten once more they still have.
    expect(await operator().forget(TARGET)).toMatchObject({ optOutsKept: 1 });
    await chat().text('start');
    expect(await chat().sendAll()).toEqual(['You are back.']);
    expect(await operator().forget(TARGET)).toMatchObject({ optOutsKept: 0 });
    await chat().text('hi');
    expect((await chat().turn()).messages).toHaveLength(1);
  });

  it('removes what is old, batch by batch, and nothing that is open', async () => {
    await chat().converse('one', ['to one']);
    await chat().sendAll();
    await chat().converse('two', ['on its way'], BOB);
    const open = await chat().text('waiting', GROUP);
    const before = Date.now() + 1;
    await clockReaches(before + 1);
    expect(await purge(before, 1)).toMatchObject({ messages: 1 });
    await eventually('all that is old to be gone', async () => {
      const purged = await purge(before, 2);
      return Object.values(purged).every((n) => n === 0);
    });
    expect(await operator().findConversations(TARGET)).toEqual([]);
    expect(await chat().stateOf(open)).toBe('unanswered');
    expect(await chat().sendAll()).toEqual(['on its way']);
    // Ids of webhooks outlive the texts.
    expect((await operator().readStats()).events.accepted).toBe(3);
  });

  it('knows a text that is delivered once more after it was purged', async () => {
    const event = message({ text: 'one' });
    await chat().admit(event);
    await chat().commit(await chat().turn(), []);
    const before = Date.now() + 1;
    await clockReaches(before + 1);
    await purge(before);
    await purge(before);
    expect(await operator().findConversations(TARGET)).toEqual([]);
    expect(await chat().admit(event)).toMatchObject({ status: 'duplicate' });
  });

  it('removes what was done long ago, and keeps a reminder that is still to come', async () => {
    const jobs = new JobPlayer(chat());
    const [due, far] = [newJob(), newJob({ dueAt: Date.now() + 1e9 })];
    await chat().text('do it');
    await chat().commit(await chat().turn(), [], {
      calls: [{ tool: 'board', outcome: 'ok', arguments: '{}', ms: 1 }],
      staged: [
        {
          kind: 'ask',
          number: 1,
          tool: 'board',
          arguments: '{}',
          summary: 'post it',
          asker: TARGET,
          ttlMs: 1,
        },
        { kind: 'job', job: due },
        { kind: 'job', job: far },
      ],
    });
    await jobs.end(await jobs.claim(), { kind: 'done', send: null });
    const before = Date.now() + 1;
    await clockReaches(before + 1);
    await purge(before);
    await purge(before);
    expect(await all()).toMatchObject({ tool_calls: [], asks: [], jobs: [{ id: far.id }] });
  });

  it('keeps consent and what is young', async () => {
    await chat().text('stop');
    await chat().sendAll();
    const before = Date.now() + 1;
    await clockReaches(before + 1);
    await purge(before);
    await purge(before);
    expect(await chat().text('hi')).toMatchObject({ reason: 'sender has opted out' });
    await purge(before);
    expect(await held()).toContain('"hi"');
    expect(await purge(null)).toEqual({ messages: 0, events: 0, conversations: 0, forgottenIds: 0 });
  });
}
