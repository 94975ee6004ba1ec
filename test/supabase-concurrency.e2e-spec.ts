import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChannelEvent } from '../src/conversation/channel-event.ts';
import type { ClaimedSend } from '../src/conversation/delivery.ts';
import { Chat } from './contract/chat.ts';
import { ADA, BOB, delivery, message, TEXTS } from './contract/people-and-events.ts';
import { openStore } from './support/postgres/open-store.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';

const project = projectForFile();
/** Two replicas. */
let chats: [Chat, Chat];

beforeEach(async () => {
  await project().empty();
  chats = [new Chat(await openStore(project())), new Chat(await openStore(project()))];
});
afterEach(() => Promise.all(chats.map(({ store }) => store.close())));

const chatOf = (n: number): Chat => chats[n % 2] as Chat;
/** That many calls at once, in turn to one replica and the other. */
const atOnce = <T>(count: number, call: (chat: Chat, n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => call(chatOf(n), n)));
const countOf = async (sql: string): Promise<number> =>
  Number((await project().query<{ count: string }>(`select count(*) from ${sql}`))[0]?.count);

describe('two replicas on one database', () => {
  it.each<[string, ChannelEvent]>([
    ['text', message()],
    ['text known by its webhook alone', message({ externalId: null })],
    ['status', delivery('delivered')],
  ])('make one of a hundred copies of a %s that come to both at once', async (_, event) => {
    const admissions = await atOnce(100, (chat) => chat.admit(event));
    expect(admissions.filter(({ status }) => status === 'duplicate')).toHaveLength(99);
    expect(new Set(admissions.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await countOf('events')).toBe(1);
  });

  it('make one of copies that name different conversations', async () => {
    const event = message();
    const conversations = [ADA, BOB];
    const admissions = await atOnce(40, (chat, n) =>
      chat.admit({ ...event, conversation: conversations[n % 2] ?? ADA }),
    );
    expect(admissions.filter(({ status }) => status === 'accepted')).toHaveLength(1);
    expect(await countOf('messages')).toBe(1);
  });

  it('give one claim id one turn, also when it is asked for again before the first answer', async () => {
    await atOnce(8, (chat, n) => chat.text('hi', { ...ADA, key: `line ${n}` }));
    const claims = await atOnce(12, (chat) => chat.tryTurn({ claimId: 'c1' }));
    expect(new Set(claims.map(({ claimed }) => claimed?.conversationId)).size).toBe(1);
    expect(await countOf('conversations where claim_id is not null')).toBe(1);
  });

  it('give one claim id one send, also when it is asked for again before the first answer', async () => {
    for (let n = 0; n < 10; n++) await chatOf(n).converse('hi', ['hello'], { ...ADA, key: `line ${n}` });
    for (const claimId of ['s1', 's2', 's3']) {
      const claims = await atOnce(20, (chat) => chat.trySend({ claimId }));
      expect(new Set(claims.map(({ claimed }) => claimed?.id)).size).toBe(1);
    }
    expect(await countOf(`outbox where state = 'sending'`)).toBe(3);
  });

  it('lose no status that comes at the moment at which its send is written down', async () => {
    const sends = [];
    for (let n = 0; n < 25; n++) {
      await chatOf(n).converse('hi', [`hello ${n}`], { ...ADA, key: `line ${n}`, target: `line ${n}` });
      sends.push(await chatOf(n).send());
    }
    await Promise.all(
      sends.flatMap((send, n) => [
        chats[0].record(send, { kind: 'sent', providerId: `p${n}` }),
        chats[1].admit(delivery('delivered', { externalId: `p${n}` })),
      ]),
    );
    expect(await countOf(`outbox where state <> 'delivered'`)).toBe(0);
  });

  it('hear one STOP of two that come at once in two conversations of one person', async () => {
    const lines = [1, 2, 3, 4].map((n) => ({ ...ADA, key: `line ${n}` }));
    for (const [n, line] of lines.entries()) await chatOf(n).text('hi', line);
    const stops = await atOnce(8, (chat, n) => chat.text('stop', lines[n % 4]));
    expect(stops.filter(({ reason }) => reason === 'opted out')).toHaveLength(1);
    expect(await countOf('consent_changes')).toBe(1);
    expect(await countOf(`messages where state = 'unanswered'`)).toBe(0);
    expect(await chats[0].sendAll()).toEqual([TEXTS['opt-out']]);
  });
});

describe('a reply that is committed at the moment at which the one before it ends', () => {
  const LINES = Array.from({ length: 30 }, (_, n) => ({ ...ADA, key: `line ${n}`, target: `line ${n}` }));

  /** Conversations with a first reply that is open, and a turn whose reply will stand behind it. */
  async function conversations(ttlMs: number): Promise<(() => Promise<unknown>)[]> {
    const commits = [];
    for (const [n, line] of LINES.entries()) {
      await chatOf(n).converse('first', ['first'], line, ttlMs);
      await chatOf(n).text('second', line);
      const turn = await chatOf(n).turn();
      commits.push(() => chatOf(n).commit(turn, ['second']));
    }
    return commits;
  }
  /** Nothing waits for ever behind a row that is gone. */
  async function expectAllSent(before: string[] = []): Promise<void> {
    const texts = await Promise.all(chats.map((chat) => chat.sendAll()));
    const sent = [before, ...texts].flat();
    expect(sent.filter((text) => text === 'second')).toHaveLength(LINES.length);
  }

  it.each(['record', 'status'] as const)('is sent, too, when a %s ended that one', async (what) => {
    const commits = await conversations(60_000);
    const sends = [];
    for (const _ of LINES) sends.push(await chats[0].send());
    const end = async (send: ClaimedSend): Promise<void> => {
      if (what === 'record') await chats[1].record(send, { kind: 'sent', providerId: null });
      else await chats[1].admit(delivery('delivered', { correlationId: send.id }));
    };
    const ends = sends.map((send) => () => end(send));
    await Promise.all([...commits, ...ends].map((call) => call()));
    await expectAllSent();
  });

  it('is sent, too, when that one was too old to be sent', async () => {
    const commits = await conversations(-1);
    const before: string[] = [];
    const trySend = async (): Promise<void> => {
      const { claimed } = await chats[0].trySend();
      if (!claimed) return;
      before.push(claimed.text);
      await chats[0].record(claimed, 'sent');
    };
    await Promise.all(commits.flatMap((commit) => [commit(), trySend()]));
    await expectAllSent(before);
  });
});

describe('two replicas at work', () => {
  const CONVERSATIONS = 8;
  const TEXTS_EACH = 6;

  it('answer every text once and send all replies in order, one turn of a conversation at a time', async () => {
    const running = new Set<string>();
    const answered = new Map<string, string[]>();
    const sent = new Map<string, string[]>();
    const add = (map: Map<string, string[]>, key: string, ...what: string[]): void =>
      void map.set(key, [...(map.get(key) ?? []), ...what]);
    const total = CONVERSATIONS * TEXTS_EACH;
    const isDone = (): boolean =>
      [...sent.values()].flat().length >= 2 * [...answered.values()].flat().length;
    const allAnswered = (): boolean => [...answered.values()].flat().length === total;

    const write = async (n: number): Promise<void> => {
      const conversation = { ...ADA, key: `line ${n}`, target: `+1205555010${n}` };
      for (let i = 0; i < TEXTS_EACH; i++) await chatOf(n + i).text(`text ${i}`, conversation);
    };
    const turns = async (chat: Chat): Promise<void> => {
      while (!allAnswered()) {
        const { claimed: turn } = await chat.tryTurn();
        if (!turn) continue;
        expect(running.has(turn.conversationId)).toBe(false);
        running.add(turn.conversationId);
        const texts = turn.messages.map(({ text }) => text);
        // Each text gets two replies, so that what stands behind has something to wait for.
        const replies = texts.flatMap((text) => [`a ${text}`, `b ${text}`]);
        // From here on the next turn may begin, and its worker may hear of it before this one does.
        running.delete(turn.conversationId);
        const outcome = await chat.commit(turn, replies, { allowNewer: false });
        expect(outcome).toBe('committed');
        add(answered, turn.conversationId, ...texts);
      }
    };
    const sends = async (chat: Chat): Promise<void> => {
      while (!allAnswered() || !isDone()) {
        const { claimed: send } = await chat.trySend();
        if (!send) continue;
        add(sent, send.conversationId, send.text);
        const providerId = randomUUID();
        await Promise.all([
          chat.record(send, { kind: 'sent', providerId }),
          chats[0].admit(delivery('delivered', { correlationId: send.id, externalId: providerId })),
        ]);
      }
    };
    await Promise.all([
      ...Array.from({ length: CONVERSATIONS }, (_, n) => write(n)),
      ...[...chats, ...chats].map(turns),
      ...[...chats, ...chats].map(sends),
    ]);

    const texts = Array.from({ length: TEXTS_EACH }, (_, i) => `text ${i}`);
    expect([...answered.values()]).toEqual(Array.from({ length: CONVERSATIONS }, () => texts));
    const replies = texts.flatMap((text) => [`a ${text}`, `b ${text}`]);
    expect([...sent.values()]).toEqual(Array.from({ length: CONVERSATIONS }, () => replies));
    expect(await countOf(`outbox where state <> 'delivered'`)).toBe(0);
  });
});

describe('a stop of all replicas', () => {
  const LATER = 50_000;
  /** As if for so long nobody had asked for work. */
  const silentFor = (ms: number): Promise<unknown> =>
    project().query('update heartbeat set seen_at = seen_at - $1', [ms]);

  it('gives a send without an outcome its whole grace anew, since no status could reach anybody', async () => {
    const { send, state } = await chats[0].sending();
    await chats[0].record(send, 'unknown', { graceMs: 0 });
    await silentFor(10_000);
    const before = Date.now();
    const claim = await chats[1].trySend({ graceMs: LATER });
    expect(claim).toEqual({ claimed: null, nextAt: expect.any(Number) });
    expect((claim as { nextAt: number }).nextAt).toBeGreaterThanOrEqual(before + LATER);
    expect(await state()).toBe('unknown');
  });

  it('changes nothing when it was shorter than a status needs to come again', async () => {
    const { send } = await chats[0].sending();
    await chats[0].record(send, 'unknown', { graceMs: 0 });
    await silentFor(3000);
    expect(await chats[1].trySend({ graceMs: LATER })).toMatchObject({
      claimed: { id: send.id, resend: true },
    });
  });
});
