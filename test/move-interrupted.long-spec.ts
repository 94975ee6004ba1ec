import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MOVED_TABLES } from '../src/persistence/move/moved.tables.ts';
import { Chat } from './contract/chat.ts';
import { MoveSite } from './support/move-site.ts';
import { openStore } from './support/postgres/open-store.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';

const project = projectForFile();
const LINES = 2600;
let site: MoveSite;
beforeEach(async () => {
  await project().empty();
  site = await MoveSite.create(project(), LINES);
});
afterEach(async () => {
  project().gateway.break(undefined);
  await site.file.remove();
});

interface Line {
  seq: number;
  id: string;
  body: string;
  created: number;
  n: number | null;
}

/** Read by other means than those of the move. */
async function expectSame(): Promise<void> {
  const there = await project().query<{ line: Line }>(
    `select json_build_object('seq', seq, 'id', id, 'body', body, 'created', chip.to_ms(created_at),
       'n', (raw ->> 'n')::float8) as line from messages order by seq`,
  );
  const here = site.file.read<Line>(
    `SELECT seq, id, body, created_at AS created, json_extract(raw, '$.n') AS n FROM messages ORDER BY seq`,
  );
  expect(here.length).toBeGreaterThan(LINES);
  expect(there.map(({ line }) => line)).toEqual(here.map((line) => ({ ...line })));
  for (const { name } of MOVED_TABLES) {
    const [rows] = await project().query<{ n: number }>(`select count(*)::int as n from ${name}`);
    expect({ name, ...rows }).toEqual({
      name,
      ...site.file.read<object>(`SELECT count(*) AS n FROM ${name}`)[0],
    });
  }
}

describe('a move that is interrupted', () => {
  it('goes on where it was killed, again and again, and nothing comes twice', async () => {
    let kills = 0;
    for (let requests = 3; requests < 12; requests += 3) {
      expect(await site.killedAfter(requests)).toBe(true);
      kills += 1;
      const [move] = await project().query<{ under_way: boolean }>(
        'select ended_at is null as under_way from moves',
      );
      expect(move).toEqual({ under_way: true });
    }
    expect(kills).toBe(3);
    const brought = await project().query<{ n: number }>('select count(*)::int as n from messages');
    expect(brought[0]?.n).toBeGreaterThan(0);
    project().gateway.break(undefined);
    expect(await site.move()).toMatchObject({ done: 'resumed' });
    await expectSame();
    // What was there was not sent again.
    const { requests } = project().gateway;
    await project().empty();
    project().gateway.break(undefined);
    expect(await site.move()).toMatchObject({ done: 'now' });
    expect(requests).toBeLessThan(project().gateway.requests - 5);
  });

  it('may lose answers, and does not mind', async () => {
    project().gateway.break({ fault: 'lose-answer', rpc: 'move_in', share: 0.3 });
    expect(await site.move()).toMatchObject({ done: 'now' });
    expect(project().gateway.hits).toBeGreaterThan(5);
    await expectSame();
  });

  it('lets no server answer or send before all is there', async () => {
    await site.killedAfter(12);
    const chat = new Chat(await openStore(project()));
    expect(await chat.tryTurn()).toEqual({ claimed: null, nextAt: null });
    expect(await chat.sendAll()).toEqual([]);
    await expect(site.move()).rejects.toThrow(/a server uses the project: stop every server/);
    await project().query('update heartbeat set seen_at = seen_at - 30000');
    await project().query('update replicas set seen_at = seen_at - 30000');
    expect(await site.move()).toMatchObject({ done: 'resumed' });
    expect((await chat.tryTurn()).claimed).not.toBeNull();
    await chat.store.close();
  });
});
