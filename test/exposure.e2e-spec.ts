import { describe, expect, it } from '@jest/globals';
import { projectForFile } from './support/postgres/project-for-file.ts';

const project = projectForFile();

interface Thing {
  schema: string;
  name: string;
  kind: 'table' | 'sequence' | 'function';
  /** Of a table: some column, to filter by. */
  column?: string;
}

/** Everything that a REST interface could show, from the catalogue: what is added later is in it. */
async function everything(): Promise<Thing[]> {
  return project().query<Thing>(`
    select n.nspname as schema, c.relname as name, case c.relkind when 'S' then 'sequence' else 'table' end as kind,
        a.attname as column
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = 1
      where n.nspname in ('public', 'chip') and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    union all
    select n.nspname, p.proname, 'function', null from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'chip')`);
}

/** What a role has been granted, whether or not a REST interface shows it. */
async function grantedTo(role: string): Promise<string[]> {
  const rows = await project().query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'chip') and c.relkind in ('r', 'p', 'v', 'm', 'f')
         and has_table_privilege($1, c.oid, 'select,insert,update,delete,truncate,references,trigger')
     union all
     select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'chip') and case c.relkind when 'S' then has_sequence_privilege($1, c.oid, 'usage,select,update') end
     union all
     select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in ('public', 'chip') and has_function_privilege($1, p.oid, 'execute')`,
    [role],
  );
  return rows.map(({ name }) => name);
}

/** Tries all that a REST client can do with a thing; the statuses it got. */
async function tryAll(thing: Thing, key: string): Promise<number[]> {
  const path = thing.kind === 'function' ? `rpc/${thing.name}` : thing.name;
  const tries: [string, string, string?][] =
    thing.kind === 'function'
      ? [
          ['POST', '', '{"input":{}}'],
          ['POST', '', '{}'],
          ['GET', ''],
        ]
      : [
          ['GET', '?select=*'],
          ['POST', '', '{}'],
          ['PATCH', `?${thing.column}=not.is.null`, `{"${thing.column}":null}`],
          ['DELETE', `?${thing.column}=not.is.null`],
        ];
  const headers = { apikey: key, authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  return Promise.all(
    tries.map(async ([method, query, body]) => {
      const url = `${project().url}/rest/v1/${path}${query}`;
      return (await fetch(url, { method, headers, ...(body && { body }) })).status;
    }),
  );
}

const REFUSED = [401, 403, 404];
const isOpen = (statuses: number[]): boolean => statuses.some((status) => !REFUSED.includes(status));

async function openTo(key: string): Promise<string[]> {
  const things = (await everything()).filter(({ kind }) => kind !== 'sequence');
  const tried = await Promise.all(
    things.map(async (thing) => ({ thing, statuses: await tryAll(thing, key) })),
  );
  return tried.filter(({ statuses }) => isOpen(statuses)).map(({ thing }) => `${thing.kind} ${thing.name}`);
}

const keyOf = (role: 'anon' | 'authenticated'): string => project().keys[role];

describe('the database seen from outside', () => {
  it('is looked at: there are tables and functions, and the server itself gets in', async () => {
    const things = await everything();
    expect(things.filter(({ kind }) => kind === 'table').length).toBeGreaterThan(6);
    expect(things.filter(({ kind }) => kind === 'function').length).toBeGreaterThan(20);
    const ping = { schema: 'public', name: 'ping', kind: 'function' } as const;
    expect(await tryAll(ping, project().keys.service)).toContain(200);
    const messages = { schema: 'public', name: 'messages', kind: 'table', column: 'id' } as const;
    expect((await tryAll(messages, project().keys.service))[0]).toBe(200);
  });

  it.each(['anon', 'authenticated'] as const)('shows nothing to the key of %s', async (role) => {
    expect(await openTo(keyOf(role))).toEqual([]);
  });

  it('shows nothing to a key that is none, and none without a key', async () => {
    const forged = `${keyOf('anon').split('.')[0]}.${project().keys.service.split('.')[1]}.AAAA`;
    expect(await openTo(forged)).toEqual([]);
    const { status } = await fetch(`${project().url}/rest/v1/messages?select=*`);
    expect(REFUSED).toContain(status);
  });

  it.each(['anon', 'authenticated', 'public'])('grants nothing to %s', async (role) => {
    expect(await grantedTo(role)).toEqual([]);
  });

  it('has a second wall: row level security on every table, and no policy that lets anybody through', async () => {
    const without = await project().query(
      `select c.oid::regclass::text as name from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity`,
    );
    expect(without).toEqual([]);
    expect(await project().query('select * from pg_policies')).toEqual([]);
  });

  it('runs no function with the rights of its owner or with a path that a caller could set', async () => {
    const loose = await project().query(
      `select p.oid::regprocedure::text as name from pg_proc p
         where p.pronamespace in ('public'::regnamespace, 'chip'::regnamespace)
           and (p.prosecdef or not coalesce(p.proconfig @> array['search_path=""'], false))`,
    );
    expect(loose).toEqual([]);
  });

  it('would notice a table or a function that somebody forgot to close', async () => {
    await project().query(`
      create table public.forgotten (created_at timestamptz);
      create function public.forgotten_too() returns integer language sql as 'select 1';
      notify pgrst, 'reload schema';`);
    try {
      const granted = await grantedTo('anon');
      expect(granted).toEqual(expect.arrayContaining(['forgotten', 'forgotten_too()']));
      expect(await openSoon('anon')).toEqual(
        expect.arrayContaining(['function forgotten_too', 'table forgotten']),
      );
    } finally {
      await project().query('drop table public.forgotten; drop function public.forgotten_too();');
    }
  });
});

/** PostgREST takes a moment to notice a new table. */
async function openSoon(role: 'anon'): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    const open = await openTo(keyOf(role));
    if (open.length > 1 || tries === 50) return open;
  }
}
