import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConversationRef } from '../src/conversation/channel-event.ts';
import { HISTORY_LIMIT } from '../src/conversation/turns/turn.holder.ts';
import type { Chat } from './contract/chat.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';
import { StoreFile } from './support/store-file.ts';

interface Call {
  messages: { role: string; content: string }[];
}

/** Messages in the conversation, in and out. */
const MESSAGES = 10_000;
const contact = phone(96);
/** Of what is summed up, so many lines stay. */
const KEPT_LINES = 20;
const FACT = 'Their robot is Vulcan.';
const words = (text: number): string =>
  said(text === 3 ? 'My robot is called Vulcan.' : `Text ${text}, as long as many are.`);
const notes = (after: string): string => said(`${FACT} Noted after ${after}.`);

let far: FarEnd;
let file: StoreFile;
/** Of the turns that houses have committed. */
let promptTokens: number[];
/** Lines of history that were read with each turn. */
let linesRead: number[];
let conversation: ConversationRef | undefined;
let summaries: number;

beforeAll(async () => {
  far = await FarEnd.start();
});
beforeEach(async () => {
  file = await StoreFile.create();
  promptTokens = [];
  linesRead = [];
  summaries = 0;
});
afterEach(() => file.remove());
afterAll(() => far.stop());

/** A server on the file, listened to at its store. */
function during(use: (house: House) => Promise<void>): Promise<void> {
  const env = { DATABASE_PATH: file.path, REPLY_MODE: 'inline', BOT_LOOP_BREAKER: 'off' };
  return House.during(
    { ...far.env(), ...env, LIMIT_TOKENS_PER_DAY: '0', LIMIT_TURNS_PER_DAY: '0' },
    (house) => {
      const { store } = house;
      const admit = store.admit.bind(store);
      const claimTurn = store.claimTurn.bind(store);
      const refreshTurn = store.refreshTurn.bind(store);
      const commitTurn = store.commitTurn.bind(store);
      const saveSummary = store.saveSummary.bind(store);
      store.admit = (input) => {
        if (input.event.kind === 'message') conversation = input.event.conversation;
        return admit(input);
      };
      store.claimTurn = async (input) => {
        const claim = await claimTurn(input);
        if (claim.claimed) linesRead.push(claim.claimed.history.length);
        return claim;
      };
      store.refreshTurn = async (lease) => {
        const turn = await refreshTurn(lease);
        if (turn) linesRead.push(turn.history.length);
        return turn;
      };
      store.commitTurn = (input) => {
        promptTokens.push(input.usage.promptTokens);
        return commitTurn(input);
      };
      store.saveSummary = async (input) => {
        await saveSummary(input);
        summaries++;
      };
      return use(house);
    },
  );
}

const journal = async (): Promise<Call[]> => (await far.journal()).model as unknown as Call[];
const isSummary = ({ messages }: Call): boolean =>
  messages[0]?.content.startsWith('You keep the notes') ?? false;

/** Texts through the whole server, each answered before the next. After some of them a summary is due. */
async function converse(house: House, texts: number[], isSummedUp: (text: number) => boolean): Promise<void> {
  for (const text of texts) {
    const sum = isSummedUp(text) ? [{ content: notes(`text ${text}`) }] : [];
    await far.faults({ model: { script: [{ content: said(`Reply ${text}.`) }, ...sum] } });
    const before = summaries;
    await house.post(v1(contact, words(text))).expect(200);
    if (sum.length > 0) await until(() => summaries > before);
  }
}

/** Lines through the store alone, 19 texts and a reply a round, summed up as a server does it. */
async function converseInTheStore(chat: Chat, rounds: number): Promise<void> {
  const ref = conversation!;
  for (let round = 1; round <= rounds; round++) {
    const lines = Array.from({ length: 19 }, (_, n) =>
      said(`Round ${round}, text ${n}, as long as many are.`),
    );
    await Promise.all(lines.map((line) => chat.text(line, ref)));
    const turn = await chat.turn({ historyLimit: HISTORY_LIMIT });
    await chat.commit(turn, [said(`Round ${round}, the reply.`)]);
    await chat.sendAll();
    const { conversationId, fence, history } = turn;
    const throughMessageId = history.at(-KEPT_LINES - 1)!.id;
    const summary = { throughMessageId, text: notes(`round ${round}`), promptTokens: 0, completionTokens: 0 };
    await chat.store.saveSummary({ conversationId, fence, ...summary });
  }
}

describe(`a conversation of ${MESSAGES} messages`, () => {
  it('costs the model what one of 50 does, and what was said at its beginning is still known', async () => {
    // A turn looks back on two lines for each text before it; when they are more than 40, all but 20 are summed up.
    const first = Array.from({ length: 50 }, (_, n) => n + 1);
    await during((house) => converse(house, first, (text) => text >= 22 && text % 11 === 0));
    // From the first summary on.
    const ofFifty = promptTokens.slice(22);
    expect(ofFifty).toHaveLength(28);

    const chat = await file.open();
    await converseInTheStore(chat, (MESSAGES - 2 * first.length) / 20);
    await chat.store.close();

    [promptTokens, linesRead] = [[], []];
    const before = (await journal()).length;
    const later = Array.from({ length: 25 }, (_, n) => 9_001 + n);
    await during(async (house) => {
      // 40 lines are there at the first of them.
      await converse(house, later, (text) => (text - 9_001) % 11 === 1);
      const lines = await house.store.listRecentMessages(await idOf(house), 2 * MESSAGES);
      expect(lines).toHaveLength(MESSAGES + 2 * later.length);
    });
    expect(promptTokens).toHaveLength(later.length);
    expect(Math.max(...promptTokens)).toBeLessThan(1.2 * Math.max(...ofFifty));
    expect(Math.min(...promptTokens)).toBeGreaterThan(0.8 * Math.min(...ofFifty));
    const mean = (tokens: number[]): number => tokens.reduce((sum, one) => sum + one) / tokens.length;
    expect(Math.abs(mean(promptTokens) / mean(ofFifty) - 1)).toBeLessThan(0.2);

    const calls = (await journal()).slice(before);
    const answers = calls.filter((call) => !isSummary(call));
    expect([answers.length, calls.length - answers.length]).toEqual([later.length, 3]);
    // Text 3 itself is far out of reach: it stands in the summary, and that in each prompt, one that sums up too.
    for (const { messages } of calls) {
      const prompt = messages.map(({ content }) => content).join('\n');
      expect(prompt).toContain(FACT);
      expect(prompt).not.toContain(words(3));
    }
    expect(linesRead.length).toBeGreaterThanOrEqual(later.length);
    // Of 10,000. Two come with a turn, and from 42 on they are summed up after it.
    expect(Math.max(...linesRead)).toBeLessThanOrEqual(42);
  }, 240_000);

  async function idOf({ store }: House): Promise<string> {
    const [found] = await store.operator.findConversations(contact);
    return found!.id;
  }
});
