import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { freePort } from '../scripts/free-port.ts';
import { Chat } from './contract/chat.ts';
import { ADA } from './contract/people-and-events.ts';
import { openStore } from './support/postgres/open-store.ts';
import { SupabaseProject } from './support/postgres/supabase.project.ts';

const SCRIPT = fileURLToPath(new URL('../scripts/db-migrate.ts', import.meta.url));
const FOLDER = new URL('../supabase/migrations/', import.meta.url);
const files = readdirSync(FOLDER).toSorted();

let project: SupabaseProject;
beforeAll(async () => {
  project = await SupabaseProject.start({ migrated: false });
});
afterAll(() => project.stop());

interface Ended {
  code: number;
  output: string;
}

/** `npm run db:migrate`. */
function migrate(url: string | undefined): Promise<Ended> {
  const env = { PATH: process.env.PATH, ...(url && { DATABASE_URL: url }) };
  const args = ['--disable-warning=ExperimentalWarning', SCRIPT];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, cwd: '/' }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });
}

/** The files as the Supabase CLI applies them: one after the other, knowing nothing of our own list. */
async function applyAsSupabase(url = project.cluster.url()): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const file of files) await client.query(readFileSync(new URL(file, FOLDER), 'utf8'));
  await client.end();
}

/** Everything that the migrations make. */
const shape = (): Promise<object[]> =>
  project.query(`
    select 'column' as kind, attrelid::regclass::text || '.' || attname as name, atttypid::regtype::text as what
      from pg_attribute where attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
        and attnum > 0
    union all select 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid)
      from pg_index where indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
    union all select 'function', oid::regprocedure::text, md5(prosrc) || proacl::text
      from pg_proc where pronamespace in ('public'::regnamespace, 'chip'::regnamespace)
    union all select 'trigger', tgname, tgrelid::regclass::text from pg_trigger where not tgisinternal
    order by 1, 2, 3`);

describe('npm run db:migrate that cannot work', () => {
  it('without DATABASE_URL says where to find it', async () => {
    const { code, output } = await migrate(undefined);
    expect(code).toBe(1);
    expect(output).toMatch(/^DATABASE_URL is not set; take the connection string from Supabase/);
  });

  it('with a wrong password says so, and does not print it', async () => {
    const { code, output } = await migrate(project.cluster.url('postgres', 'postgres', 'the-wrong-password'));
    expect(code).toBe(1);
    expect(output).toContain('DATABASE_URL: the password is wrong');
    expect(output).not.toContain('the-wrong-password');
  });

  it.each([
    ['nobody listens', (url: string, port: number) => url.replace(/:\d+\//, `:${port}/`), 'nothing listens'],
    ['there is no such database', (url: string) => `${url}-other`, 'no database of that name'],
    [
      'it is an address of the web',
      (url: string) => url.replace('postgresql', 'https'),
      'no connection string',
    ],
    ['the host does not exist', (url: string) => url.replace('127.0.0.1', 'no-host.invalid'), 'its host'],
  ])('where %s says so', async (_, change, words) => {
    const { code, output } = await migrate(change(project.cluster.url(), await freePort()));
    expect(code).toBe(1);
    expect(output).toContain(words);
    expect(output).not.toContain('a-password-of-no-value');
  });

  it('with tables of somebody else changes nothing', async () => {
    await project.query('create table public.conversations (id integer)');
    const { code, output } = await migrate(project.cluster.url());
    expect(code).toBe(1);
    expect(output).toContain('a table "conversations" that Chip did not make');
    expect(await shape()).toHaveLength(1);
    await project.query('drop table public.conversations');
  });
});

describe('the migrations', () => {
  it('are named so that the Supabase CLI takes them, too', () => {
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect(file).toMatch(/^\d{14}_[a-z_]+\.sql$/);
  });

  it('are applied once, and say so', async () => {
    const first = await migrate(project.cluster.url());
    expect(first).toEqual({ code: 0, output: expect.stringContaining('the database is up to date') });
    for (const file of files) expect(first.output).toContain(`applied ${file.replace('.sql', '')}`);
    const second = await migrate(project.cluster.url());
    expect(second).toEqual({ code: 0, output: 'the database was up to date\n' });
  });

  it('may be applied by the Supabase CLI after that, and again', async () => {
    const before = await shape();
    expect(before.length).toBeGreaterThan(150);
    await applyAsSupabase();
    await applyAsSupabase();
    expect(await shape()).toEqual(before);
  });

  it('may be applied by the Supabase CLI before that', async () => {
    await project.query('create database second');
    const url = project.cluster.url('second');
    await applyAsSupabase(url);
    expect(await migrate(url)).toEqual({ code: 0, output: expect.stringContaining('is up to date') });
  });

  it('under traffic lose nothing and hold nobody up', async () => {
    const chat = new Chat(await openStore(project));
    let stop = false;
    const times: number[] = [];
    const accepted: string[] = [];
    const write = async (n: number): Promise<void> => {
      for (let i = 0; !stop; i++) {
        const startedAt = performance.now();
        const { messageId } = await chat.text(`text ${i}`, { ...ADA, key: `line ${n}` });
        times.push(performance.now() - startedAt);
        accepted.push(messageId ?? '');
      }
    };
    const answer = async (): Promise<void> => {
      while (!stop) {
        const { claimed } = await chat.tryTurn();
        if (claimed) await chat.commit(claimed, ['hello'], { allowNewer: false });
        await chat.sendAll();
      }
    };
    const traffic = Promise.all([...[1, 2, 3, 4].map(write), answer(), answer()]);
    for (let n = 0; n < 3; n++) {
      await applyAsSupabase();
      await migrate(project.cluster.url());
    }
    stop = true;
    await traffic;
    await chat.store.close();
    const stored = await project.query<{ id: string }>(`select id from messages where direction = 'in'`);
    expect(new Set(stored.map(({ id }) => id))).toEqual(new Set(accepted));
    expect(accepted.length).toBeGreaterThan(50);
    expect(Math.max(...times)).toBeLessThan(3000);
  });

  it('may come from several replicas at once', async () => {
    const ended = await Promise.all([1, 2, 3].map(() => migrate(project.cluster.url())));
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  });
});
