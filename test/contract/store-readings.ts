import { expect, it } from '@jest/globals';
import type { Admission } from '../../src/conversation/admission.ts';
import type { MessageReading } from '../../src/conversation/turn.ts';
import type { Chat } from './chat.ts';
import { ADA, BOB, message } from './people-and-events.ts';

export function describeReadings(chat: () => Chat): void {
  const file = (conversation = ADA, text = ''): Promise<Admission> =>
    chat().admit(message({ text, conversation, form: 'file', attachments: ['https://example.com/1.jpg'] }));
  const reading = ({ messageId }: Admission, text: string): MessageReading => ({
    messageId: messageId ?? '',
    text,
  });

  /** By their texts, what was heard in the lines that a turn which begins now looks back on. */
  async function remembered(conversation = ADA): Promise<Record<string, string | null>> {
    await chat().text('and?', conversation);
    const turn = await chat().turn();
    const lines = turn.history.map(({ body, heard }) => [body, heard] as const);
    await chat().commit(turn, []);
    return Object.fromEntries(lines);
  }

  it('shows in later turns and in lists what was found when a text was answered', async () => {
    const seen = await file(ADA, 'look');
    const voice = await file();
    await chat().text('and this?');
    const readings = [reading(seen, '[Picture: A door.]'), reading(voice, '[voice message] Is it on?')];
    const turn = await chat().turn();
    expect(await chat().commit(turn, ['I see'], { readings })).toBe('committed');
    expect(await remembered()).toEqual({
      look: '[Picture: A door.]',
      '': '[voice message] Is it on?',
      'and this?': null,
      'I see': null,
    });
    const lines = await chat().store.listRecentMessages(turn.conversationId, 50);
    expect(lines.map(({ heard }) => heard)).toEqual([
      '[Picture: A door.]',
      '[voice message] Is it on?',
      null,
      null,
      null,
    ]);
  });

  it('keeps none of a commit that comes too early or too late', async () => {
    const first = await file(ADA, 'one');
    const turn = await chat().turn({ leaseMs: 20 });
    await chat().text('two');
    const early = [reading(first, 'too early')];
    expect(await chat().commit(turn, ['to one'], { readings: early })).toBe('newer');
    const whole = await chat().turn();
    const late = [reading(first, 'too late')];
    expect(await chat().commit(turn, ['to one'], { readings: late, allowNewer: false })).toBe('lost');
    await chat().commit(whole, ['to both'], { readings: [reading(first, 'in time')] });
    expect(await remembered()).toMatchObject({ one: 'in time', two: null });
  });

  it('changes nothing when a commit is repeated', async () => {
    const only = await file(ADA, 'one');
    const turn = await chat().turn();
    await chat().commit(turn, ['to one'], { readings: [reading(only, 'first')] });
    expect(await chat().commit(turn, ['to one'], { readings: [reading(only, 'second')] })).toBe('committed');
    expect(await chat().commit(turn, ['to one'])).toBe('committed');
    expect(await remembered()).toEqual({ one: 'first', 'to one': null });
  });

  it('keeps none of a text that the commit does not cover', async () => {
    const first = await file(ADA, 'one');
    const second = await file(ADA, 'two');
    const bobs = await file(BOB, 'his');
    const turn = await chat().turn();
    const covered = [first.messageId ?? '', bobs.messageId ?? ''];
    const readings = [first, second, bobs, { ...first, messageId: 'nobody' }].map((one) => reading(one, 'x'));
    expect(await chat().commit(turn, ['to one'], { covered, readings, allowNewer: false })).toBe('committed');
    for (const _ of [ADA, BOB]) {
      const next = await chat().turn();
      const again = [first.messageId ?? '', ...next.messages.map(({ id }) => id)];
      await chat().commit(next, ['to it'], { covered: again, readings: [reading(first, 'y')] });
    }
    expect(await remembered()).toMatchObject({ one: 'x', two: null });
    expect(await remembered(BOB)).toMatchObject({ his: null });
  });
}
