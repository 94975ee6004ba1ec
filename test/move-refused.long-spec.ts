import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Chat } from './contract/chat.ts';
import { chip } from './support/command-line.ts';
import { MoveSite } from './support/move-site.ts';
import { openStore } from './support/postgres/open-store.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';
import { SupabaseProject } from './support/postgres/supabase.project.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';

const project = projectForFile();
let site: MoveSite;
let elsewhere: TemporaryFolder;
beforeAll(async () => {
  site = await MoveSite.create(project());
  elsewhere = await temporaryFolder();
});
afterAll(async () => {
  await site.file.remove();
  await elsewhere.remove();
});
beforeEach(() => project().empty());

/** Nothing has come. */
async function expectNothing(): Promise<void> {
  const rows = await project().query(
    `select 1 from moves union all select 1 from messages where body <> 'mine' union all select 1 from consents`,
  );
  expect(rows).toEqual([]);
}

describe('chip move is refused', () => {
  it('without saying where to, or with no project', async () => {
    const env = { DATABASE_PATH: site.file.path, ...project().env() };
    const place = { cwd: elsewhere.path('.'), env };
    expect(await chip(['move'], place)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--to supabase'),
    });
    expect(await chip(['move', '--to', 'paper'], place)).toMatchObject({ code: 2 });
    const alone = { cwd: elsewhere.path('.'), env: { DATABASE_PATH: site.file.path } };
    const { code, stderr } = await chip(['move', '--to', 'supabase', '--json'], alone);
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toEqual({ error: expect.stringContaining('SUPABASE_URL and SUPABASE_KEY') });
  });

  it('while a server runs on the file', async () => {
    const chat = await site.file.open();
    const { code, stderr } = await site.run();
    await chat.store.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`in use by another Chip (pid ${process.pid}): stop the server first`);
    await expectNothing();
  });

  it('where there is no file, or one of another version', async () => {
    const env = { DATABASE_PATH: elsewhere.path('none.db'), ...project().env() };
    const { code, stderr } = await chip(['move', '--to', 'supabase'], { cwd: elsewhere.path('.'), env });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('there is no database at') });
    const [version] = site.file.read<{ user_version: number }>('PRAGMA user_version');
    site.write('PRAGMA user_version = 99');
    await expect(site.move()).rejects.toThrow(/written by a newer Chip/);
    site.write(`PRAGMA user_version = ${version?.user_version}`);
    await expectNothing();
  });

  it('into a project in which somebody has written', async () => {
    const chat = new Chat(await openStore(project()));
    await chat.text('mine');
    await chat.store.close();
    const { code, stderr } = await site.run();
    expect(code).toBe(1);
    expect(stderr).toMatch(/the project is not empty \(1 conversations, 1 messages, 1 events\)/);
    expect((await site.run('--anew')).code).toBe(1);
    await expectNothing();
  });

  it('into a project that a server works on, even if nobody has written to it', async () => {
    const chat = new Chat(await openStore(project()));
    await chat.trySend();
    await chat.store.close();
    await expect(site.move()).rejects.toThrow(/a server uses the project/);
    await expectNothing();
    // It was stopped, and what it had made by itself is in nobody's way.
    await project().query('update heartbeat set seen_at = seen_at - 30000');
    await project().query(`insert into settings (name, value, changed_at) values ('kill-switch', 'on', 1)`);
    expect(await site.move()).toMatchObject({ done: 'now' });
    expect(await project().query(`select 1 from settings where name = 'kill-switch'`)).toEqual([]);
  });

  it('into a project that has another history already', async () => {
    await site.move();
    const other = await MoveSite.create(project());
    await expect(other.move()).rejects.toThrow(/a move into this project has ended \(\d{4}-/);
    await expect(other.move(true)).rejects.toThrow(/two histories are not merged/);
    await other.file.remove();
    expect(await site.move()).toMatchObject({ done: 'before' });
  });

  it('into tables of another version', async () => {
    await project().query('alter table turns add column later text');
    const { code, stderr } = await site.run();
    await project().query('alter table turns drop column later');
    expect(code).toBe(1);
    expect(stderr).toMatch(/not those of this version of Chip \(turns\): run npm run db:migrate/);
    await expectNothing();
  });

  it('into a project without tables', async () => {
    const bare = await SupabaseProject.start({ migrated: false });
    const env = { DATABASE_PATH: site.file.path, ...bare.env() };
    const { code, stderr } = await chip(['move', '--to', 'supabase'], { cwd: elsewhere.path('.'), env });
    await bare.stop();
    expect(code).toBe(1);
    expect(stderr).toContain('run npm run db:migrate');
  });
});
