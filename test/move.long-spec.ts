import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOVED_TABLES } from '../src/persistence/move/moved.tables.ts';
import type { ClaimedTurn } from '../src/conversation/turn.ts';
import type { Moved } from '../src/persistence/move/move-to-supabase.ts';
import { Chat } from './contract/chat.ts';
import { eventually } from './contract/eventually.ts';
import { JobPlayer } from './contract/job.player.ts';
import { message } from './contract/people-and-events.ts';
import { said } from './support/canary.ts';
import { chip, chipJson, type Place } from './support/command-line.ts';
import {
  ANSWERED,
  FORGOTTEN,
  liveIn,
  OPTED_OUT,
  PAUSED,
  SENDING,
  WAITING,
  WITH_PLANS,
  type LivedIn,
} from './support/lived-in.ts';
import { openStore } from './support/postgres/open-store.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';
import { StoreFile } from './support/store-file.ts';

const project = projectForFile();
let file: StoreFile;
let life: LivedIn;
let chat: Chat;
let before: string[];
let place: Place;

/** The file and what is in its log, byte by byte. */
const bytes = (): string[] =>
  ['', '-wal'].map((suffix) => {
    const path = file.path + suffix;
    return createHash('sha256')
      .update(existsSync(path) ? readFileSync(path) : '')
      .digest('hex');
  });
const bodies = async (contact: string): Promise<string[]> => {
  const [found] = await chat.store.operator.findConversations(contact);
  return (await chat.store.listRecentMessages(found?.id ?? '', 50)).map(({ body }) => body);
};

beforeAll(async () => {
  file = await StoreFile.create();
  const source = await file.open();
  life = await liveIn(source);
  await source.store.close();
  before = bytes();
  place = { cwd: dirname(file.path), env: { DATABASE_PATH: file.path, ...project().env() } };
});
afterAll(async () => {
  await chat?.store.close();
  await file.remove();
});

describe('chip move --to supabase', () => {
  it('takes every row of every table along, and says what to do next', async () => {
    const { code, stdout, stderr } = await chip(['move', '--to', 'supabase'], place);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('What to do next');
    expect(stdout).toContain(
      '3 texts to answer, 2 replies to send (1 of them may have gone out), 1 jobs of people',
    );
    for (const { name } of MOVED_TABLES) {
      const [there] = await project().query<{ n: number }>(`select count(*)::int as n from ${name}`);
      const [here] = file.read<{ n: number }>(`SELECT count(*) AS n FROM ${name}`);
      expect({ name, n: there?.n }).toEqual({ name, n: here?.n });
      // A table that is empty here is not tested.
      expect({ name, n: Number(here?.n) > 0 }).toEqual({ name, n: true });
    }
  });

  it('leaves the file as it was, and has nothing to do a second time', async () => {
    expect(bytes()).toEqual(before);
    const again = await chipJson<Moved>(['move', '--to', 'supabase'], place);
    expect(again.done).toBe('before');
    expect(bytes()).toEqual(before);
  });

  it('keeps nothing about people in what it remembers of the move', async () => {
    const rows = await project().query<{ row: string }>('select m::text as row from moves m');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toMatch(/person|\+1/);
  });
});

describe('a server on the project afterwards', () => {
  beforeAll(async () => {
    chat = new Chat(await openStore(project()));
  });

  it('knows what was said, in its order', async () => {
    expect(await bodies(ANSWERED.target ?? '')).toEqual([said('first'), said('to first'), 'and more']);
  });

  it('answers what was open exactly once, though a turn had begun', async () => {
    const { conversationId } = await chat.text('and?', ANSWERED);
    const turns: ClaimedTurn[] = [];
    for (;;) {
      const { claimed } = await chat.tryTurn();
      if (!claimed) break;
      turns.push(claimed);
      await chat.commit(claimed, ['answered']);
    }
    const covered = turns.flatMap(({ messages }) => messages.map(({ id }) => id));
    expect(covered).toHaveLength(3);
    for (const text of life.waiting) {
      expect(covered.filter((id) => id === text.messageId)).toHaveLength(1);
      expect(await chat.stateOf(text)).toBe('covered');
    }
    expect(await bodies(WAITING.target ?? '')).toEqual([said('open 1'), said('open 2'), 'answered']);
    expect(await bodies(PAUSED.target ?? '')).toEqual(['are you there?']);
    expect(turns.find((turn) => turn.conversationId === conversationId)).toMatchObject({
      summary: 'They spoke of a door.',
      history: [{ body: said('to first') }, { body: 'and more' }],
    });
  });

  it('sends what was not sent in its order, and what may have gone out after a whole grace', async () => {
    const open = await project().query<{ body: string; state: string; next_at: string | null }>(
      `select body, state, next_at from outbox where target = $1 order by seq`,
      [SENDING.target],
    );
    expect(open).toEqual([
      { body: said('one'), state: 'unknown', next_at: '0' },
      { body: said('two'), state: 'pending', next_at: null },
    ]);
    expect(await chat.sendAll()).toEqual(expect.not.arrayContaining([said('one'), said('two')]));
    const sent: string[] = [];
    await project().query('update outbox set next_at = next_at - 40000 where state = $1', ['unknown']);
    await project().query('update heartbeat set seen_at = seen_at + 1');
    await eventually('both bubbles', async () => {
      const { claimed } = await chat.trySend({ graceMs: 1 });
      if (claimed) {
        sent.push(`${claimed.resend ? 'again: ' : ''}${claimed.text}`);
        await chat.record(claimed, 'sent');
      }
      return sent.length === 2;
    });
    expect(sent).toEqual([`again: ${said('one')}`, said('two')]);
  });

  it('numbers new texts behind the old ones', async () => {
    const highest = file.read<{ seq: number }>('SELECT max(seq) AS seq FROM messages')[0]?.seq ?? 0;
    const { messageId } = await chat.text('new', ANSWERED);
    const [row] = await project().query<{ seq: string }>('select seq from messages where id = $1', [
      messageId,
    ]);
    expect(Number(row?.seq)).toBeGreaterThan(highest);
    expect((await bodies(ANSWERED.target ?? '')).at(-1)).toBe('new');
  });

  it('knows duplicates, those of somebody forgotten too', async () => {
    for (const event of [life.known, life.forgotten])
      expect(await chat.admit(event)).toMatchObject({ status: 'duplicate' });
    expect(await chat.store.operator.findConversations(FORGOTTEN.target ?? '')).toEqual([]);
  });

  it('holds opt-outs, and that of somebody forgotten who writes again', async () => {
    for (const who of [OPTED_OUT, FORGOTTEN]) {
      const text = await chat.admit(message({ text: 'hello?', conversation: who, author: who.target }));
      expect(await chat.stateOf(text)).toBe('opted-out');
    }
  });

  it('has the reminder that was open, once', async () => {
    const player = new JobPlayer(chat);
    const job = await player.claim();
    expect(job.payload).toEqual({ text: 'bread', weight: 0.1 });
    expect(await player.remind(job)).toBe('ended');
    expect(await chat.sendAll()).toContain('Reminder: bread');
    expect((await player.try()).claimed).toBeNull();
  });

  it('has the question that was open, and takes its answer', async () => {
    const { tools } = chat.store;
    expect(await tools.lastAskNumber(life.plans)).toBe(1);
    await chat.admit(message({ text: 'yes', conversation: WITH_PLANS, author: WITH_PLANS.target }));
    const turn = await eventually('their turn', async () => {
      const { claimed } = await chat.tryTurn();
      if (!claimed || claimed.conversationId === life.plans) return claimed;
      await chat.commit(claimed, []);
      return null;
    });
    const { conversationId, claimId, fence, messages } = turn;
    const answer = { conversationId, claimId, fence, messageId: messages[0]?.id ?? '', number: 1 };
    expect(await tools.answerAsk({ ...answer, answer: 'yes', executionId: randomUUID() })).toMatchObject({
      state: 'taken',
      tool: 'post',
    });
  });
});
