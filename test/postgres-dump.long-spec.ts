import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrateDatabase } from '../scripts/migrate-database.ts';
import { Chat } from './contract/chat.ts';
import { said } from './support/canary.ts';
import { ANSWERED, FORGOTTEN, liveIn, OPTED_OUT, WAITING, type LivedIn } from './support/lived-in.ts';
import { openStore } from './support/postgres/open-store.ts';
import { findPgTools } from './support/postgres/pg-tools.ts';
import { SupabaseProject } from './support/postgres/supabase.project.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';

const tools = findPgTools();
const missing = typeof tools === 'string' ? tools : undefined;
const PASSWORD = 'owner-password-of-no-value';

/** A block of the docs, by what stands behind its opening fence. */
function documented(kind: string): string {
  const docs = readFileSync(new URL('../docs/supabase.md', import.meta.url), 'utf8');
  const [, block] = new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\``, 'm').exec(docs) ?? [];
  if (block === undefined) throw new Error(`docs/supabase.md has no block "${kind}"`);
  return block;
}

/** Who may do what, and what runs by itself. */
const GUARDS = `
  select c.oid::regclass::text as name, c.relrowsecurity::text as what, r.role,
      case c.relkind when 'S' then has_sequence_privilege(r.role, c.oid, 'usage,select,update')
        else has_table_privilege(r.role, c.oid, 'select,insert,update,delete') end as may
    from pg_class c cross join unnest(array['anon', 'authenticated', 'service_role']) r (role)
    where c.relnamespace in ('public'::regnamespace, 'chip'::regnamespace) and c.relkind in ('r', 'S')
  union all select p.oid::regprocedure::text, md5(p.prosrc) || p.proconfig::text, r.role,
      has_function_privilege(r.role, p.oid, 'execute')
    from pg_proc p cross join unnest(array['anon', 'authenticated', 'service_role']) r (role)
    where p.pronamespace in ('public'::regnamespace, 'chip'::regnamespace)
  union all select t.tgname, pg_get_triggerdef(t.oid), '', null from pg_trigger t where not t.tgisinternal
  union all select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), '', null from pg_index i
    where i.indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
  order by 1, 2, 3`;

(missing === undefined ? describe : describe.skip)(
  `a dump of the project and its restore as documented${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    let project: SupabaseProject;
    let folder: TemporaryFolder;
    let restored: pg.Pool;
    let url: string;
    let life: LivedIn;
    const sh = (script: string) =>
      promisify(execFile)('sh', ['-ec', script], {
        cwd: folder.path('.'),
        env: { PATH: process.env.PATH, DATABASE_URL: project.cluster.url(), NEW_DATABASE_URL: url },
      });

    beforeAll(async () => {
      if (typeof tools !== 'string' && tools.postgres !== undefined) process.env.POSTGRES = tools.postgres;
      folder = await temporaryFolder();
      project = await SupabaseProject.start();
      const chat = new Chat(await openStore(project));
      life = await liveIn(chat);
      await chat.store.close();
      // As a new project is: owned by nobody who is a superuser.
      await project.query(`create role project_owner login password '${PASSWORD}'`);
      await project.query('create database restored template template0 owner project_owner');
      url = project.cluster.url('restored', 'project_owner', PASSWORD);
      restored = new pg.Pool({ connectionString: url, max: 1 });
      await restored.query(`grant usage on schema public to anon, authenticated, service_role;
        alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
        alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
        alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;`);
    });
    afterAll(async () => {
      await restored.end();
      await project.stop();
      await folder.remove();
    });

    it('brings back each row, and everything that guards them', async () => {
      await sh(documented('sh dump'));
      expect(statSync(folder.path('chip.dump')).size).toBeGreaterThan(1000);
      await sh(documented('sh restore'));
      const tables = await project.query<{ name: string }>(
        `select oid::regclass::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
      );
      expect(tables.length).toBeGreaterThan(15);
      for (const { name } of tables) {
        const all = `select r::text as row from ${name} r order by 1`;
        expect({ name, rows: (await restored.query(all)).rows }).toEqual({
          name,
          rows: await project.query(all),
        });
      }
      const guards = await project.query(GUARDS);
      expect(guards.length).toBeGreaterThan(200);
      expect((await restored.query(GUARDS)).rows).toEqual(guards);
      expect((await restored.query(documented('sql check'))).rows).toEqual([]);
      // The question itself would find something.
      await restored.query('grant select on messages to anon');
      expect((await restored.query(documented('sql check'))).rows).toEqual([{ open: 'messages' }]);
      await restored.query('revoke select on messages from anon');
    });

    it('leaves nothing for the migrations to do', async () => {
      expect(await migrateDatabase(url)).toEqual([]);
    });

    it('changes nothing where the tables are there already', async () => {
      await expect(sh(documented('sh restore'))).rejects.toThrow(/already exists/);
    });

    it('serves a server, which goes on where the old one was stopped', async () => {
      await project.stopRest();
      await project.startRest('restored');
      const chat = new Chat(await openStore(project));
      const [known] = await chat.store.operator.findConversations(ANSWERED.target ?? '');
      const lines = await chat.store.listRecentMessages(known?.id ?? '', 9);
      expect(lines.map(({ body }) => body)).toEqual([said('first'), said('to first'), 'and more']);
      expect(await chat.admit(life.known)).toMatchObject({ status: 'duplicate' });
      for (const who of [OPTED_OUT, FORGOTTEN])
        expect(await chat.stateOf(await chat.text('hello?', who))).toBe('opted-out');
      // A lease ends as it would have.
      await restored.query('update conversations set lease_until = 0 where target = $1', [WAITING.target]);
      const turn = await chat.turn();
      expect(turn.messages.map(({ id }) => id)).toEqual(life.waiting.map(({ messageId }) => messageId));
      expect(await chat.commit(turn, ['late'])).toBe('committed');
      await chat.store.close();
    });

    it('shows nothing to the publishable key', async () => {
      const key = project.keys.anon;
      const headers = { apikey: key, authorization: `Bearer ${key}` };
      const { status } = await fetch(`${project.url}/rest/v1/messages`, { headers });
      expect([401, 403, 404]).toContain(status);
    });

    it('answers nothing of what was open, once it was told that it is old', async () => {
      const chat = new Chat(await openStore(project));
      await chat.text('open', WAITING);
      await restored.query(documented('sql restore'));
      expect(await chat.tryTurn()).toEqual({ claimed: null, nextAt: null });
      expect(await chat.sendAll()).toEqual([]);
      expect((await chat.store.operator.listDead(50)).length).toBeGreaterThan(2);
      await chat.store.close();
    });
  },
);
