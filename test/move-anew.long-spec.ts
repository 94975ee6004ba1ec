import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Chat } from './contract/chat.ts';
import { MoveSite } from './support/move-site.ts';
import { openStore } from './support/postgres/open-store.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';

const project = projectForFile();
let site: MoveSite;
beforeEach(async () => {
  await project().empty();
  site = await MoveSite.create(project());
});
afterEach(() => site.file.remove());

const NEWEST = 'select body from messages order by seq desc limit 1';

describe('a move that cannot go on as it began', () => {
  it('says so when a server has run on the file again meanwhile, and moves it anew when told to', async () => {
    await site.killedAfter(12);
    site.write(`UPDATE messages SET body = 'changed' WHERE seq = (SELECT max(seq) FROM messages)`);
    await expect(site.move()).rejects.toThrow(/before a server ran on it again: with --anew/);
    expect((await site.run('--anew')).code).toBe(0);
    expect(await project().query(NEWEST)).toEqual([{ body: 'changed' }]);
  });

  it('finds what somebody else has changed in the project, and lets no server work on it', async () => {
    await site.killedAfter(14);
    await project().query(`update conversations set external_id = external_id || '!' where kind = 'group'`);
    const { code, stderr } = await site.run();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^conversations: \d+ rows in the file, the same number with other contents/);
    const chat = new Chat(await openStore(project()));
    expect(await chat.tryTurn()).toEqual({ claimed: null, nextAt: null });
    await chat.store.close();
    expect(await site.move(true)).toMatchObject({ done: 'now' });
    expect(await project().query(`select 1 from conversations where external_id like '%!'`)).toEqual([]);
  });

  it('is whole also when it was killed while what it had brought was removed', async () => {
    await site.killedAfter(16);
    const count = async (): Promise<unknown> => project().query('select count(*)::int as n from messages');
    expect(await count()).not.toEqual([{ n: 0 }]);
    // Look, then some of the tables, the last ones first.
    expect(await site.killedAfter(17, '--anew')).toBe(true);
    expect(await count()).toEqual([{ n: 0 }]);
    project().gateway.break(undefined);
    expect(await site.move()).toMatchObject({ done: 'resumed' });
    expect(await count()).toEqual(
      site.file.read('SELECT count(*) AS n FROM messages').map((row) => ({ ...(row as object) })),
    );
  });

  it('removes nothing that a server has taken in', async () => {
    await site.killedAfter(12);
    const chat = new Chat(await openStore(project()));
    await chat.text('too early');
    await chat.store.close();
    await expect(site.move(true)).rejects.toThrow(/texts that are not of this file/);
    const [text] = await project().query(`select body from messages where body = 'too early'`);
    expect(text).toBeDefined();
  });
});
