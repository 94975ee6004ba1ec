import { expect, it } from '@jest/globals';
import type { ClaimedTurn, ClaimTurnInput, SaveSummaryInput } from '../../src/conversation/turn.ts';
import type { Chat } from './chat.ts';
import { ADA, BOB, GROUP, message, NOWHERE } from './people-and-events.ts';

export function describeSummaries(chat: () => Chat): void {
  const save = (
    conversationId: string,
    throughMessageId: string,
    text: string | null,
    over: Partial<SaveSummaryInput> = {},
  ): Promise<void> => {
    const uncounted = { fence: 0, promptTokens: 0, completionTokens: 0 };
    return chat().store.saveSummary({ conversationId, throughMessageId, text, ...uncounted, ...over });
  };

  /** A turn that begins now, with what it looks back on, and is answered by silence. */
  async function look(conversation = ADA, over: Partial<ClaimTurnInput> = {}): Promise<ClaimedTurn> {
    await chat().text('and?', conversation);
    const turn = await chat().turn(over);
    await chat().commit(turn, []);
    return turn;
  }
  const bodies = ({ history }: Pick<ClaimedTurn, 'history'>): string[] => history.map(({ body }) => body);
  const idOf = ({ history }: ClaimedTurn, text: string): string =>
    history.find(({ body }) => body === text)?.id ?? 'no such line';

  it('has none at first', async () => {
    await chat().converse('one', ['to one']);
    expect(await look()).toMatchObject({ summary: null, history: [{ body: 'one' }, { body: 'to one' }] });
  });

  it('gives it to later turns in place of the lines that it holds', async () => {
    for (const text of ['one', 'two']) await chat().converse(text, [`to ${text}`]);
    const turn = await look();
    expect(bodies(turn)).toEqual(['one', 'to one', 'two', 'to two']);
    await save(turn.conversationId, idOf(turn, 'to one'), 'They spoke of one.');
    const after = await look();
    expect(after.summary).toBe('They spoke of one.');
    expect(bodies(after)).toEqual(['two', 'to two', 'and?']);
    const everything = await chat().store.listRecentMessages(turn.conversationId, 50);
    expect(everything.map(({ body }) => body)).toEqual(['one', 'to one', 'two', 'to two', 'and?', 'and?']);
  });

  it('gives the newest of the lines behind it, as many as are asked for', async () => {
    for (const text of ['one', 'two', 'three']) await chat().converse(text, [`to ${text}`]);
    const turn = await look();
    await save(turn.conversationId, idOf(turn, 'one'), 's');
    expect(bodies(await look(ADA, { historyLimit: 3 }))).toEqual(['three', 'to three', 'and?']);
    expect(bodies(await look(ADA, { historyLimit: 0 }))).toEqual([]);
  });

  it('can be saved while a turn runs, which sees it when it reads anew', async () => {
    await chat().converse('one', ['to one']);
    await chat().text('two');
    const turn = await chat().turn();
    await save(turn.conversationId, idOf(turn, 'to one'), 'Of one.');
    const again = await chat().store.refreshTurn({ ...turn, leaseMs: 30_000, historyLimit: 20 });
    expect(again).toMatchObject({ summary: 'Of one.', history: [], messages: [{ text: 'two' }] });
    expect(await chat().commit(turn, ['to two'])).toBe('committed');
    expect(bodies(await look())).toEqual(['two', 'to two']);
  });

  it('never reaches less far than before', async () => {
    for (const text of ['one', 'two', 'three']) await chat().converse(text, [`to ${text}`]);
    const turn = await look();
    const { conversationId } = turn;
    await save(conversationId, idOf(turn, 'two'), 'as far as two');
    await save(conversationId, idOf(turn, 'one'), 'as far as one');
    await save(conversationId, idOf(turn, 'two'), 'as far as two, once more');
    expect(await look()).toMatchObject({ summary: 'as far as two' });
    const lines = ['to one', 'three', 'one', 'to two', 'to one'];
    await Promise.all(lines.map((text) => save(conversationId, idOf(turn, text), `as far as ${text}`)));
    const after = await look();
    expect(after.summary).toBe('as far as three');
    expect(bodies(after)).toEqual(['to three', 'and?', 'and?']);
  });

  it('stays as it is when the line is not one of that conversation, or none of its dialogue', async () => {
    await chat().converse('one', ['to one'], ADA);
    const hers = await look(ADA);
    await chat().converse('his', ['to his'], BOB);
    const his = await look(BOB);
    const help = await chat().text('help', ADA);
    const open = await chat().text('open', ADA, { quietMs: 50_000, maxWaitMs: 50_000 });
    await save(hers.conversationId, idOf(his, 'his'), 'x');
    await save(hers.conversationId, 'no such message', 'x');
    await save('no such conversation', idOf(hers, 'one'), 'x');
    for (const { messageId } of [help, open]) await save(hers.conversationId, messageId ?? '', 'x');
    expect(await look(BOB)).toMatchObject({ summary: null, history: [{ body: 'his' }, {}, {}] });
    const turn = await look(ADA);
    expect(turn).toMatchObject({ summary: null, history: [{ body: 'one' }, {}, {}] });
  });

  it('ends at the place of a line in the dialogue: what came during its turn is behind it', async () => {
    await chat().text('one');
    const turn = await chat().turn();
    await chat().text('two');
    await chat().commit(turn, ['to one'], { allowNewer: false });
    await chat().commit(await chat().turn(), ['to two']);
    const whole = await look();
    expect(bodies(whole)).toEqual(['one', 'to one', 'two', 'to two']);
    await save(whole.conversationId, idOf(whole, 'to one'), 'Of one.');
    expect(bodies(await look())).toEqual(['two', 'to two', 'and?']);
  });

  /** What is counted with the turn that covers a text: the player's turns use 7 and 3 tokens themselves. */
  async function countedWith({ messages }: ClaimedTurn): Promise<number[]> {
    const { texts } = await chat().store.operator.readTrail(messages[0]?.id ?? '', 1);
    const { promptTokens, completionTokens } = texts[0]?.turn ?? { promptTokens: -1, completionTokens: -1 };
    return [promptTokens, completionTokens];
  }
  const TOKENS = { promptTokens: 500, completionTokens: 40 };

  it('is counted with the turn that it was made after, once however often it is saved, and with no other', async () => {
    await chat().converse('one', ['to one']);
    const [first, second] = [await look(), await look()];
    const { conversationId, fence } = second;
    const saving = { ...TOKENS, fence };
    for (const text of ['s', 's', null]) await save(conversationId, idOf(second, 'to one'), text, saving);
    await Promise.all([1, 2, 3].map(() => save(conversationId, idOf(second, 'one'), 's', saving)));
    expect(await countedWith(second)).toEqual([507, 43]);
    expect(await countedWith(first)).toEqual([7, 3]);
    expect(await look()).toMatchObject({ summary: 's' });
    await save(conversationId, idOf(second, 'to one'), 's', { ...TOKENS, fence: first.fence });
    expect(await countedWith(first)).toEqual([507, 43]);
  });

  it.each([
    ['does not reach as far as the stored one', 'one', 'too late'],
    ['has no text', 'to one', null],
    ['ends at no line of the conversation', 'no such line', 'nowhere'],
  ] as const)('is counted also when it %s, and the stored one stays', async (_, through, text) => {
    await chat().converse('one', ['to one']);
    const [first, second] = [await look(), await look()];
    await save(first.conversationId, idOf(first, 'to one'), 'stays', { ...TOKENS, fence: first.fence });
    const over = { ...TOKENS, promptTokens: 600, fence: second.fence };
    for (let time = 0; time < 2; time++) await save(first.conversationId, idOf(second, through), text, over);
    expect(await countedWith(second)).toEqual([607, 43]);
    expect(await look()).toMatchObject({ summary: 'stays' });
  });

  it('is counted with nothing where the turn is none of that conversation, or has left no row', async () => {
    await chat().converse('his', ['to his'], BOB);
    const his = await look(BOB);
    await chat().converse('one', ['to one'], ADA);
    const hers = await look(ADA);
    const through = idOf(hers, 'to one');
    for (const fence of [his.fence + 10, hers.fence + 10])
      await save(hers.conversationId, through, 's', { ...TOKENS, fence });
    await save('no such conversation', through, 's', { ...TOKENS, fence: hers.fence });
    for (const turn of [his, hers]) expect(await countedWith(turn)).toEqual([7, 3]);
    expect(await look(ADA)).toMatchObject({ summary: 's' });
  });

  it('says which lines have their place for good', async () => {
    const say = (text: string): Promise<unknown> =>
      chat().admit(message({ text, author: 'ada', conversation: GROUP }), {
        group: { policy: 'addressed', addressed: text.startsWith('Chip') },
      });
    for (const text of ['one', 'Chip, two', 'three']) await say(text);
    const turn = await chat().turn();
    await say('four');
    expect(turn.history).toMatchObject([
      { body: 'one', settled: true },
      // "Chip, two" will stand before it.
      { body: 'three', settled: false },
    ]);
    const again = await chat().store.refreshTurn({ ...turn, leaseMs: 30_000, historyLimit: 20 });
    expect(again?.history.map(({ settled }) => settled)).toEqual([true, false, false]);
    await chat().commit(turn, ['to two']);
    await say('Chip, five');
    const { history } = await chat().turn();
    const lines = history.map(({ body, settled }) => `${body} ${settled}`);
    expect(lines).toEqual(['one true', 'Chip, two true', 'three true', 'to two true', 'four true']);
  });

  it('lets a conversation of 10,000 lines be claimed with a few', async () => {
    const rounds = 50;
    for (let round = 0; round < rounds; round++) {
      const replies = Array.from({ length: 199 }, (_, n) => `line ${round * 200 + n + 1}`);
      await chat().converse(`line ${round * 200}`, replies, NOWHERE);
    }
    const turn = await look(NOWHERE, { historyLimit: 80 });
    expect(bodies(turn)).toEqual(Array.from({ length: 80 }, (_, n) => `line ${9_920 + n}`));
    await save(turn.conversationId, idOf(turn, 'line 9959'), 'A long talk.');
    const after = await look(NOWHERE, { historyLimit: 80 });
    expect(after.summary).toBe('A long talk.');
    expect(bodies(after)).toEqual([...Array.from({ length: 40 }, (_, n) => `line ${9_960 + n}`), 'and?']);
  });
}
