import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Chat } from '../../../../test/contract/chat.ts';
import { JobPlayer, newJob } from '../../../../test/contract/job.player.ts';
import { ADA, BOB } from '../../../../test/contract/people-and-events.ts';
import { SqliteConversationStore } from '../sqlite.conversation-store.ts';
import { restore } from './restore.ts';

const HOUR_MS = 3_600_000;
const CHANNEL = { channel: 'loop', leaseMs: 1000, periodMs: 0 };

let folder: string;
let path: string;
let backup: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chip-restore-'));
  path = join(folder, 'chip.db');
  backup = join(folder, 'backup.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function open<T>(work: (store: SqliteConversationStore) => Promise<T>): Promise<T> {
  const store = new SqliteConversationStore(path, (error) => {
    throw error;
  });
  await store.open();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** A reminder that is due, one that is not, and something that waits for a yes; copied while nobody uses it. */
async function backUp(): Promise<void> {
  await open(async (store) => {
    const chat = new Chat(store);
    await chat.text('do it');
    const turn = await chat.turn();
    await chat.commit(turn, [], {
      staged: [
        { kind: 'job', job: newJob({ payload: { text: 'due' } }) },
        { kind: 'job', job: newJob({ payload: { text: 'to come' }, dueAt: Date.now() + HOUR_MS }) },
        {
          kind: 'ask',
          number: 1,
          tool: 't',
          arguments: '{}',
          summary: 's',
          asker: ADA.target ?? '',
          ttlMs: HOUR_MS,
        },
      ],
    });
    await store.catchUps.claimCatchUp({ ...CHANNEL, claimId: 'c' });
  });
  copyFileSync(path, backup);
}

async function reminders(store: SqliteConversationStore): Promise<string[]> {
  const [conversation] = await store.operator.findConversations(ADA.target ?? '');
  const open = await new JobPlayer(new Chat(store)).list(conversation?.id ?? '');
  return open.map(({ payload }) => String(payload.text));
}

async function pauseOf(store: SqliteConversationStore, who: typeof ADA, paused: boolean): Promise<void> {
  const [found] = await store.operator.findConversations(who.target ?? '');
  await store.operator[paused ? 'pause' : 'resume'](found?.id ?? '');
}

describe('a backup that is restored', () => {
  it('sends no reminder again that was due since, and keeps those to come', async () => {
    await backUp();
    expect(restore(path, backup, false).ended).toBe(1);
    await open(async (store) => {
      expect(await reminders(store)).toEqual(['to come']);
      expect(await new JobPlayer(new Chat(store)).try()).toMatchObject({ claimed: null });
    });
  });

  it('does nothing on a yes to what may have been done since', async () => {
    await backUp();
    restore(path, backup, false);
    await open(async (store) => {
      const chat = new Chat(store);
      const { messageId } = await chat.text('yes, do 1');
      const { conversationId, claimId, fence } = await chat.turn();
      const input = { conversationId, claimId, fence, messageId: messageId ?? '', number: 1 };
      const answer = await store.tools.answerAsk({ ...input, answer: 'yes', executionId: 'e' });
      expect(answer.state).toBe('unknown');
    });
  });

  it('asks no channel for texts from before, which may have been answered', async () => {
    await backUp();
    const restoredAt = Date.now();
    restore(path, backup, false);
    await open(async (store) => {
      const claim = await store.catchUps.claimCatchUp({ ...CHANNEL, claimId: 'd' });
      expect(claim?.since).toBeGreaterThanOrEqual(restoredAt);
      expect(claim?.beganAt).toBeGreaterThanOrEqual(restoredAt);
    });
  });

  it('still texts nobody who has said STOP since, not even when they were forgotten', async () => {
    await backUp();
    await open(async (store) => {
      const chat = new Chat(store);
      await chat.text('stop');
      await chat.text('stop', BOB);
      await store.operator.forget(ADA.target ?? '');
      await store.operator.forget(BOB.target ?? '');
    });
    expect(restore(path, backup, false).optOuts).toBe(2);
    await open(async (store) => {
      const chat = new Chat(store);
      for (const who of [ADA, BOB])
        expect(await chat.text('hello?', who)).toMatchObject({ reason: 'sender has opted out' });
      expect(await chat.sendAll()).toEqual([]);
    });
  });

  it('is paused and stopped as it was before the restore, not as it was at the backup', async () => {
    await open(async (store) => {
      const chat = new Chat(store);
      for (const who of [ADA, BOB]) {
        await chat.text('hi', who);
        await chat.commit(await chat.turn(), []);
      }
      await pauseOf(store, BOB, true);
    });
    copyFileSync(path, backup);
    await open(async (store) => {
      await pauseOf(store, ADA, true);
      await pauseOf(store, BOB, false);
      await store.operator.setKillSwitch({ on: true, maxAgeMs: HOUR_MS });
    });
    restore(path, backup, false);
    await open(async (store) => {
      const chat = new Chat(store);
      await chat.text('to a human', ADA);
      await chat.text('to Chip', BOB);
      expect(await chat.tryTurn()).toEqual({ claimed: null, nextAt: null });
      await store.operator.setKillSwitch({ on: false, maxAgeMs: HOUR_MS });
      expect((await chat.turn()).messages.map(({ text }) => text)).toEqual(['to Chip']);
      expect((await chat.tryTurn()).claimed).toBeNull();
    });
  });

  it('goes on with all of it when it is told to resume', async () => {
    await backUp();
    const restoredAt = Date.now();
    expect(restore(path, backup, true).ended).toBe(0);
    await open(async (store) => {
      expect(await reminders(store)).toEqual(['due', 'to come']);
      const claim = await store.catchUps.claimCatchUp({ ...CHANNEL, claimId: 'd' });
      expect(claim?.since).toBeLessThanOrEqual(restoredAt);
    });
  });
});
