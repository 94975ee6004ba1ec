import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { AnswerAskInput, AskAnswer, EndAskInput } from '../../src/conversation/asks/ask.answer.ts';
import type { StagedAsk } from '../../src/conversation/asks/staged-ask.ts';
import type { ClaimedTurn } from '../../src/conversation/turn.ts';
import type { Chat } from './chat.ts';
import { clockReaches } from './eventually.ts';
import { ADA, BOB, GROUP, message } from './people-and-events.ts';

export function describeAsks(chat: () => Chat): void {
  const ask = (over: Partial<StagedAsk> = {}): StagedAsk => ({
    kind: 'ask',
    number: 1,
    tool: 'post',
    arguments: '{"text":"hi"}',
    summary: 'post "hi"',
    asker: ADA.target ?? '',
    ttlMs: 60_000,
    ...over,
  });

  /** A turn in which something is asked. */
  async function asked(over: Partial<StagedAsk> = {}, conversation = ADA): Promise<ClaimedTurn> {
    await chat().text('post it', conversation);
    const turn = await chat().turn();
    expect(await chat().commit(turn, ['Shall I?'], { staged: [ask(over)] })).toBe('committed');
    return turn;
  }

  /** A further text of the conversation, in a turn that holds it. */
  async function said(words: string, conversation = ADA): Promise<ClaimedTurn> {
    await chat().text(words, conversation);
    return chat().turn();
  }

  function answer(turn: ClaimedTurn, over: Partial<AnswerAskInput> = {}): Promise<AskAnswer> {
    const { conversationId, claimId, fence, messages } = turn;
    const usual = { conversationId, claimId, fence, messageId: messages[0]?.id ?? '', number: 1 };
    return chat().store.tools.answerAsk({ ...usual, answer: 'yes', executionId: randomUUID(), ...over });
  }

  function end({ conversationId }: ClaimedTurn, over: Partial<EndAskInput>): Promise<void> {
    const usual = { conversationId, number: 1, executionId: 'e', state: 'done' as const, result: 'posted' };
    return chat().store.tools.endAsk({ ...usual, ...over });
  }

  const TAKEN = { state: 'taken', tool: 'post', arguments: '{"text":"hi"}', summary: 'post "hi"' };

  it('numbers what is asked in each conversation from 1 on', async () => {
    const first = await asked();
    expect(await chat().store.tools.lastAskNumber(first.conversationId)).toBe(1);
    await asked({ number: 2 });
    expect(await chat().store.tools.lastAskNumber(first.conversationId)).toBe(2);
    expect(await chat().store.tools.lastAskNumber((await said('hi', BOB)).conversationId)).toBe(0);
    expect(await chat().store.tools.lastAskNumber('nobody')).toBe(0);
  });

  it('refuses a number that is taken, and the whole commit with it', async () => {
    await asked();
    const turn = await said('another');
    await expect(chat().commit(turn, ['Shall I?'], { staged: [ask()] })).rejects.toThrow();
    expect(await chat().commit(turn, ['Shall I?'], { staged: [ask({ number: 2 })] })).toBe('committed');
  });

  it('keeps nothing of a commit that does not happen', async () => {
    await chat().text('one');
    const turn = await chat().turn();
    await chat().text('two');
    expect(await chat().commit(turn, ['x'], { staged: [ask()] })).toBe('newer');
    await chat().fail(turn);
    expect(await chat().store.tools.lastAskNumber(turn.conversationId)).toBe(0);
  });

  it('hands it out once, and to the same caller again', async () => {
    await asked();
    const turn = await said('yes, do 1');
    expect(await answer(turn, { executionId: 'e' })).toEqual(TAKEN);
    expect(await answer(turn, { executionId: 'e' })).toEqual(TAKEN);
    await end(turn, {});
    const done = { state: 'done', again: false, summary: 'post "hi"', result: 'posted' };
    expect(await answer(turn)).toEqual(done);
    expect(await answer(turn, { executionId: 'e' })).toEqual(done);
    await chat().commit(turn, ['Done.']);
    expect(await answer(await said('yes, do 1'))).toEqual({ ...done, again: true });
  });

  it('hands it to one of many who ask at the same time', async () => {
    await asked();
    const turn = await said('yes, do 1');
    const answers = await Promise.all(Array.from({ length: 5 }, () => answer(turn)));
    expect(answers.filter(({ state }) => state === 'taken')).toHaveLength(1);
  });

  it('calls it unknown when whoever began it said no more, until they do', async () => {
    await asked();
    const turn = await said('yes, do 1');
    await answer(turn, { executionId: 'e' });
    expect(await answer(turn)).toEqual({
      state: 'unknown',
      again: false,
      summary: 'post "hi"',
      result: null,
    });
    await end(turn, { executionId: 'another' });
    expect(await answer(turn)).toMatchObject({ state: 'unknown' });
    await end(turn, {});
    await end(turn, { state: 'failed', result: 'late' });
    expect(await answer(turn)).toMatchObject({ state: 'done', result: 'posted' });
  });

  it('is over with a no', async () => {
    await asked();
    const turn = await said('no, not 1');
    const declined = { state: 'declined', summary: 'post "hi"', result: null };
    expect(await answer(turn, { answer: 'no' })).toEqual({ ...declined, again: false });
    await chat().commit(turn, ['All right.']);
    expect(await answer(await said('yes, do 1'))).toEqual({ ...declined, again: true });
  });

  it('takes no yes that comes too late', async () => {
    await asked({ ttlMs: -1 });
    expect(await answer(await said('yes, do 1'))).toEqual({ state: 'expired', summary: 'post "hi"' });
  });

  it('takes nothing for an answer that was said before it was asked', async () => {
    await chat().text('post it');
    const turn = await chat().turn();
    await chat().text('ok, one');
    await clockReaches(Date.now() + 30);
    await chat().commit(turn, ['Shall I?'], { staged: [ask()], allowNewer: false });
    const early = await chat().turn();
    for (const word of ['yes', 'no'] as const)
      expect(await answer(early, { answer: word })).toEqual({ state: 'none' });
    await chat().commit(early, []);
    // Nor is what the channel could not deliver until now.
    await chat().text('yes, do 1', ADA, { occurredAt: Date.now() - 3_600_000 });
    const missed = await chat().turn({ maxAgeMs: 86_400_000 });
    expect(await answer(missed)).toEqual({ state: 'none' });
    await chat().commit(missed, []);
    expect(await answer(await said('yes, do 1'))).toEqual(TAKEN);
  });

  it('takes no yes for a number that is none, nor in another conversation', async () => {
    await asked();
    const bobs = await said('yes, do 1', BOB);
    expect(await answer(bobs)).toEqual({ state: 'none' });
    const adas = await said('yes, do 2');
    expect(await answer(adas, { number: 2 })).toEqual({ state: 'none' });
    expect(await answer(adas, { messageId: bobs.messages[0]?.id })).toEqual({ state: 'none' });
    expect(await answer(adas, { conversationId: bobs.conversationId })).toEqual({ state: 'lost' });
    expect(await answer(adas, { messageId: 'nobody' })).toEqual({ state: 'none' });
    expect(await answer(adas)).toMatchObject({ state: 'taken' });
  });

  it('takes a yes of whoever asked, and of nobody else in a group', async () => {
    const from = (author: string | null, text: string) =>
      chat().admit(message({ text, author, conversation: GROUP }));
    await from(ADA.target, 'Chip, post it');
    await chat().commit(await chat().turn(), ['Shall I?'], { staged: [ask()] });
    for (const other of [BOB.target, null]) {
      await from(other, 'Chip, yes, do 1');
      const turn = await chat().turn();
      expect(await answer(turn)).toEqual({ state: 'not-theirs' });
      await chat().commit(turn, ['No.']);
    }
    await from(ADA.target, 'Chip, yes, do 1');
    expect(await answer(await chat().turn())).toMatchObject({ state: 'taken' });
  });

  it('hands nothing to a turn that was lost, nor after a STOP', async () => {
    await asked();
    const late = await said('yes, do 1');
    await chat().fail(late);
    const turn = await chat().turn();
    expect(await answer(late)).toEqual({ state: 'lost' });
    await chat().text('STOP');
    expect(await answer(turn)).toEqual({ state: expect.stringMatching(/^(?:lost|none)$/) });
  });
}
