import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import type { Admission } from '../src/conversation/admission.ts';
import { clockReaches } from './contract/eventually.ts';
import { ADA, message } from './contract/people-and-events.ts';
import { StoreFile } from './support/store-file.ts';

describe('the store in a file', () => {
  let file: StoreFile;
  beforeEach(async () => {
    file = await StoreFile.create();
  });
  afterEach(() => file.remove());

  it('keeps five thousand texts that arrive together, each of them once', async () => {
    const chat = await file.open();
    const events = Array.from({ length: 2500 }, (_, n) =>
      message({ conversation: { ...ADA, key: `k${n % 100}` } }),
    );
    const admissions = await Promise.all([...events, ...events].map((event) => chat.admit(event)));
    const ids = (status: Admission['status']): Set<string | null> =>
      new Set(admissions.filter((one) => one.status === status).map(({ messageId }) => messageId));
    expect(ids('accepted').size).toBe(2500);
    expect(ids('duplicate')).toEqual(ids('accepted'));
    await chat.store.close();
    expect(file.read('SELECT count(*) AS n FROM messages')).toEqual([{ n: 2500 }]);
    expect(file.read('SELECT count(*) AS n FROM conversations')).toEqual([{ n: 100 }]);
  });

  it('lets one server in, and names it to another', async () => {
    const first = file.serve();
    await first.hasAdmitted(1);
    const second = file.store();
    await expect(second.open()).rejects.toThrow(
      `the database ${file.path} is in use by another Chip (pid ${first.process.pid}); stop that one`,
    );
    await expect(second.ping()).rejects.toThrow('in use by another Chip');
    await first.end('SIGKILL');
    await expect((await file.open()).store.ping()).resolves.toBeUndefined();
  });

  it('waits for a command line that is writing', async () => {
    const chat = await file.open();
    const other = new DatabaseSync(file.path);
    other.exec('BEGIN IMMEDIATE');
    let answered = false;
    const admission = chat.text('hi').finally(() => (answered = true));
    await clockReaches(Date.now() + 100);
    expect(answered).toBe(false);
    other.exec('COMMIT');
    expect(await admission).toMatchObject({ status: 'accepted' });
    other.close();
  });

  it('closes when all that was asked before is done, and takes nothing more', async () => {
    const chat = await file.open();
    const asked = Array.from({ length: 50 }, () => chat.text('hi'));
    const closed = Promise.all([chat.store.close(), chat.store.close()]);
    const late = chat.text('too late');
    await expect(late).rejects.toThrow('the store is closed');
    expect((await Promise.all(asked)).filter(({ status }) => status === 'accepted')).toHaveLength(50);
    await closed;
    expect(file.read('SELECT count(*) AS n FROM messages')).toEqual([{ n: 50 }]);
    await expect(chat.store.ping()).rejects.toThrow('the store is closed');
  });

  it('closes also when it was never opened', async () => {
    const store = file.store();
    await expect(store.ping()).rejects.toThrow('the store is not open');
    await expect(store.close()).resolves.toBeUndefined();
  });

  it('does not hang on an input that cannot be stored', async () => {
    const chat = await file.open();
    const odd = chat.text('hi', ADA, { raw: () => 'a function' });
    await expect(odd).rejects.toThrow('the input cannot be stored');
    expect(await chat.text('hi')).toMatchObject({ status: 'accepted' });
  });

  it('has every text that was acknowledged before the process was killed, again and again', async () => {
    const acknowledged: string[] = [];
    for (const count of [200, 400, 600]) {
      const server = file.serve();
      await server.hasAdmitted(count);
      await server.end('SIGKILL');
      acknowledged.push(...server.admitted());
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(1200);
    await expectWhole(acknowledged);
  }, 60_000);

  it('has every text that was acknowledged before the disk failed, and ends the process then', async () => {
    // No file may grow beyond a megabyte: writing more is an I/O error.
    const server = file.serve('ulimit -f 2048');
    expect(await server.end()).toBe(1);
    expect(server.lines.join('\n')).toContain('the database failed, ending the process');
    expect(server.admitted().length).toBeGreaterThan(100);
    await expectWhole(server.admitted());
  }, 60_000);

  /** All of these are there, and nothing is there by half. */
  async function expectWhole(acknowledged: string[]): Promise<void> {
    const chat = await file.open();
    const states = await Promise.all(
      acknowledged.map((messageId) => chat.stateOf({ messageId } as Admission)),
    );
    expect(states.filter((state) => state !== 'unanswered')).toEqual([]);
    await chat.store.close();
    expect(file.read('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(
      file.read(`SELECT m.id FROM messages m LEFT JOIN events e ON e.message_id = m.id LEFT JOIN conversations c
        USING (conversation_id) WHERE e.seq IS NULL OR c.due_at IS NULL`),
    ).toEqual([]);
  }
});
