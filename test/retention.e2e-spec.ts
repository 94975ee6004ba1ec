import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { House } from './support/house.ts';
import { StoreFile } from './support/store-file.ts';
import { until } from './support/far-end.ts';

describe('a server with RETENTION_DAYS', () => {
  let file: StoreFile;
  beforeEach(async () => {
    file = await StoreFile.create();
    const chat = await file.open();
    for (let n = 0; n < 3; n += 1) await chat.converse(`old ${n}`, ['an answer']);
    await chat.sendAll();
    await chat.store.close();
    const db = new DatabaseSync(file.path);
    const age = 40 * 86_400_000;
    for (const table of ['messages', 'events', 'turns'])
      db.exec(`UPDATE ${table} SET created_at = created_at - ${age}`);
    db.exec(`UPDATE conversations SET inbound_at = inbound_at - ${age}`);
    db.close();
  });
  afterEach(() => file.remove());
  const rows = (table: string): number =>
    file.read<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]?.n ?? -1;

  it('removes at its start what is older', async () => {
    await House.during({ DATABASE_PATH: file.path, RETENTION_DAYS: '35' }, async () => {
      await until(() => rows('conversations') === 0);
      for (const table of ['messages', 'outbox', 'turns', 'events'])
        expect({ table, n: rows(table) }).toEqual({ table, n: 0 });
    });
  });

  it('keeps everything where it is 0', async () => {
    await House.during({ DATABASE_PATH: file.path }, (house) =>
      house.get('/health/ready').expect(200).then(),
    );
    expect(rows('messages')).toBe(6);
  });
});
