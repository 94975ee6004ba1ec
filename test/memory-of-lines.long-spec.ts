import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SummaryBackoff } from '../src/conversation/turns/summary.backoff.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { allLogLines } from './support/logs.ts';
import { v1 } from './support/payloads.ts';
import { failNext } from './support/store-faults.ts';

interface Call {
  messages: { role: string; content: string }[];
  outcome: string;
}

let far: FarEnd;
let house: House;
/** Summaries that the house has saved. */
let saved: number;

beforeAll(async () => {
  far = await FarEnd.start();
});
beforeEach(async () => {
  // Inline: a post is answered when its reply is sent. And whoever writes 150 texts without a pause is no person.
  house = await House.open({
    ...far.env(),
    REPLY_MODE: 'inline',
    BOT_LOOP_BREAKER: 'off',
    LIMIT_TOKENS_PER_DAY: '0',
  });
  saved = 0;
  const { store } = house;
  const save = store.saveSummary.bind(store);
  store.saveSummary = async (input) => {
    await save(input);
    saved++;
  };
});
afterEach(async () => {
  await house.close();
  await far.faults({});
  await far.control('DELETE', 'journal');
});
afterAll(() => far.stop());

const script = (...steps: object[]): Promise<unknown> => far.faults({ model: { script: steps } });
const isSummary = ({ messages }: Call): boolean =>
  messages[0]?.content.startsWith('You keep the notes') ?? false;
const textOf = ({ messages }: Call): string => messages.map(({ content }) => content).join('\n');

/** The calls of the model so far: those that answered a turn, and those that summed up. */
async function calls(): Promise<{ answers: Call[]; summaries: Call[] }> {
  const all = (await far.journal()).model as unknown as Call[];
  return { answers: all.filter((call) => !isSummary(call)), summaries: all.filter(isSummary) };
}

describe('a conversation of 150 texts', () => {
  const TEXTS = 150;
  /** A turn looks back on two lines for each text before it; when they are more than 40, all but 20 are summed up. */
  const isSummedUp = (text: number): boolean => text >= 22 && text % 11 === 0;
  const contact = phone(90);
  const words = (text: number): string =>
    said(text === 3 ? 'My robot is called Vulcan.' : `Text ${text}, as long as many are.`);
  const notes = (text: number): string => said(`Their robot is Vulcan. Noted after text ${text}.`);
  const summary = (text: number): string => `[Summary of what was said earlier: ${notes(text)}]`;

  it('costs the model no more than one of 50, and what was said in text 3 is known in text 150', async () => {
    for (let text = 1; text <= TEXTS; text++) {
      const sum = isSummedUp(text) ? [{ content: notes(text) }] : [];
      await script({ content: said(`Reply ${text}.`) }, ...sum);
      const before = saved;
      await house.post(v1(contact, words(text))).expect(200);
      if (sum.length > 0) await until(() => saved > before);
    }
    const { answers, summaries } = await calls();
    expect([answers.length, summaries.length]).toEqual([TEXTS, 12]);

    // What text 3 has said is handed on from one summary to the next.
    expect(textOf(summaries[0]!)).toContain(words(3));
    for (const [index, later] of summaries.slice(1).entries()) {
      expect(textOf(later)).toContain(notes(22 + 11 * index));
      expect(textOf(later)).not.toContain(words(3));
    }
    const lines = Array.from({ length: 149 }, (_, n) => [words(n + 1), said(`Reply ${n + 1}.`)]).flat();
    const last = answers
      .at(-1)!
      .messages.slice(2)
      .map(({ content }) => content);
    // Summed up after text 143, which looked back on 284 lines: 264 of them are in the summary, 34 have come since.
    expect(last).toEqual([summary(143), ...lines.slice(264), words(150)]);

    const sizes = answers.map((call) => textOf(call).length);
    const most = Math.max(...sizes.slice(0, 50));
    // A little more: numbers have a digit more by now.
    expect(Math.max(...sizes)).toBeLessThan(most * 1.02);
    // The provider's cache knows the beginning of each request by the one before, but for once a summary.
    const known = answers.slice(1).filter(({ messages }, index) => {
      const before = answers[index]!.messages.slice(0, -1);
      return before.every(({ content }, at) => content === messages[at]?.content);
    });
    expect(known).toHaveLength(TEXTS - 1 - summaries.length);
  });
});

describe('the summary of a conversation', () => {
  /** So much that the next turn looks back on more than 40 lines: in a group they are only listened to. */
  async function talk(group: string): Promise<void> {
    for (let line = 1; line <= 44; line++) await post(group, `Line ${line}`, line % 2);
  }
  const post = (group: string, text: string, member = 0): Promise<unknown> =>
    house.post(v1(phone(92 + member), said(text), { group: { id: group } })).expect(200);
  const lastAnswer = async (): Promise<Call> => (await calls()).answers.at(-1)!;

  it('is kept for a group as well, with the labels of its members', async () => {
    await talk('memory-1');
    await script({ content: said('One.') }, { content: said('They like robots.') });
    await post('memory-1', 'Chip, one?');
    await until(() => saved === 1);
    const [made] = (await calls()).summaries;
    const speakers = [...textOf(made!).matchAll(/^(Member \d{5}): Line \d+ /gm)].map(([, who]) => who);
    expect([speakers.length, new Set(speakers).size]).toEqual([24, 2]);

    await post('memory-1', 'Chip, two?');
    const { messages } = await lastAnswer();
    expect(messages[2]!.content).toContain(`: ${said('They like robots.')}]`);
    expect(messages[3]!.content).toMatch(new RegExp(`^${speakers[0]}: ${said('Line 25')}\nMember `));
  });

  it('is waited for by nobody, made one at a time, and given up at a stop', async () => {
    await talk('memory-2');
    await script({ content: said('One.') }, { hangMs: 60_000 });
    await post('memory-2', 'Chip, one?');
    await until(async () => (await calls()).summaries.length === 1);
    for (const text of ['Chip, two?', 'Chip, three?']) await post('memory-2', text);
    expect(await far.textsTo('memory-2')).toHaveLength(3);
    const startedAt = performance.now();
    await house.close();
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await until(async () => (await calls()).summaries[0]?.outcome === 'cancelled');
    expect([(await calls()).summaries.length, saved]).toEqual([1, 0]);
  });

  it('waits for a later turn where four others are under way', async () => {
    const ids = [1, 2, 3, 4, 5].map((n) => `memory-many-${n}`);
    for (const id of ids) {
      await talk(id);
      await script({ content: said('One.') }, { hangMs: 60_000 });
      await post(id, 'Chip, one?');
      await until(async () => (await calls()).summaries.length >= Math.min(4, ids.indexOf(id) + 1));
    }
    await script();
    await post(ids[4]!, 'Chip, two?');
    expect((await calls()).summaries.map(({ outcome }) => outcome)).toEqual(Array(4).fill('pending'));
    await far.faults({});
  });

  it('is made after a later turn when it failed, not before a pause, and why is in the log without a word of it', async () => {
    const backoff = house.app.get(SummaryBackoff, { strict: false });
    let pastMs = 0;
    backoff.now = () => performance.now() + pastMs;
    const id = 'memory-3';
    const warned = (reason: string): boolean =>
      allLogLines().some(({ line }) =>
        new RegExp(`"reason":"${reason}","retryInMs":\\d+.*no summary was made`).test(line),
      );
    await talk(id);
    await script({ content: said('One.') }, { status: 400, error: said('no') });
    await post(id, 'Chip, one?');
    await until(() => warned('LanguageModelError'));
    // A summary would begin with the commit, which is before the send that a post is answered after.
    for (const text of ['Chip, two?', 'Chip, three?']) await post(id, text);
    expect((await calls()).summaries).toHaveLength(1);
    // In another conversation there is no pause.
    await talk('memory-4');
    await script({ content: said('One.') }, { content: said('Elsewhere.') });
    await post('memory-4', 'Chip, one?');
    await until(() => saved === 1);

    pastMs += 60_000;
    await script({ content: said('Four.') }, { content: `{"summary": "${said('no')}"}` });
    await post(id, 'Chip, four?');
    await until(() => warned('ReplyRefusedError'));
    // The second pause is twice as long.
    pastMs += 60_000;
    await post(id, 'Chip, five?');
    expect((await calls()).summaries).toHaveLength(3);
    pastMs += 60_000;
    await script({ content: said('Six.') }, { content: said('They like robots.') });
    await post(id, 'Chip, six?');
    await until(async () => {
      await post(id, 'Chip, seven?');
      return textOf(await lastAnswer()).includes(said('They like robots.'));
    });
    expect((await calls()).summaries).toHaveLength(4);
  });

  it.each([
    ['kept', said('They like robots.'), 0],
    ['refused', `{"summary": "${said('no')}"}`, 0],
    ['saved twice because the store lost its answer', said('They like robots.'), 1],
  ] as const)(
    'is counted with its turn and in the limits of the day when it is %s',
    async (_, content, faults) => {
      const id = `memory-counted-${content.length}-${faults}`;
      await talk(id);
      failNext(house.store, 'saveSummary', 'lose-answer', faults);
      const tokens = async (): Promise<number> => (await house.store.watch.readBacklog()).tokensUsed;
      const settled: number[] = [];
      const settle = house.store.settleTurn.bind(house.store);
      house.store.settleTurn = async (input) => {
        await settle(input);
        settled.push(input.spent.tokens);
      };
      await script({ content: said('One.') }, { content });
      await post(id, 'Chip, one?');
      await until(() => settled.length > 0);

      const { answers, summaries } = await calls();
      expect([answers.length, summaries.length]).toEqual([1, 1]);
      // The emulator's model counts four characters a token.
      const count = (text: string): number => Math.ceil(text.length / 4);
      const prompts = [...answers, ...summaries].map(({ messages }) => count(JSON.stringify(messages)));
      const prompt = prompts.reduce((sum, one) => sum + one);
      const completion = count(said('One.')) + count(content);
      const { texts } = await house.store.operator.readTrail(id, 1);
      expect(texts[0]?.turn).toMatchObject({ promptTokens: prompt, completionTokens: completion });
      expect(settled).toEqual([prompt + completion]);
      expect(await tokens()).toBe(prompt + completion);
    },
  );

  it.each([
    ['refuse', 1],
    // Twice it was saved and nobody knew.
    ['lose-answer', 3],
  ] as const)('is saved although the store has failed twice (%s)', async (fault, times) => {
    const id = `memory-${fault}`;
    await talk(id);
    const seen = failNext(house.store, 'saveSummary', fault, 2);
    await script({ content: said('One.') }, { content: said('They like robots.') });
    await post(id, 'Chip, one?');
    await until(() => seen.failed === 2 && saved === times);
    await post(id, 'Chip, two?');
    expect(textOf(await lastAnswer())).toContain(said('They like robots.'));
    expect((await calls()).summaries).toHaveLength(1);
  });
});
