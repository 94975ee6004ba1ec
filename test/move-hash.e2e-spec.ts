import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanDeep } from '../src/conversation/text.ts';
import { canonicalJson } from '../src/persistence/move/canonical.ts';
import { COLUMN_KINDS } from '../src/persistence/move/column.kinds.ts';
import { MOVED_TABLES } from '../src/persistence/move/moved.tables.ts';
import { TablePlan } from '../src/persistence/move/table.plan.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';
import { StoreFile } from './support/store-file.ts';

const project = projectForFile();

describe('the form in which both sides of a move hash a row', () => {
  it('is how Postgres prints any JSON that a store can hold', async () => {
    const odd = [-0, 1e-7, 1.5e-10, 1e21, 1.7976931348623157e308, 5e-324, 123456789012345680000, 0.1 + 0.2];
    const strings = ['', '\u007f\u0080\u2028', '"\\/\b\f\t\n', '😀é', '__proto__'];
    const random = fc.sample(
      fc.json({ maxDepth: 4 }).map((text) => cleanDeep(JSON.parse(text))),
      {
        numRuns: 2000,
        seed: 4,
      },
    );
    const values = [...odd, ...strings, { bb: 1, a: 2, é: 3, ab: [], c: {} }, ...random];
    const printed = await project().query<{ text: string }>(
      `select value::text as text from jsonb_array_elements($1::jsonb) with ordinality e (value, n) order by n`,
      [JSON.stringify(values)],
    );
    expect(values.map(canonicalJson)).toEqual(printed.map(({ text }) => text));
  });
});

describe('the tables that a move knows', () => {
  /** What belongs to the servers of one store, or to the project itself. */
  const NOT_MOVED = ['heartbeat', 'replicas', 'reservations', 'moves'];

  it('are all that either store has', async () => {
    const known = [...MOVED_TABLES.map(({ name }) => name), ...NOT_MOVED].toSorted();
    const there = await project().query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    expect(there.map(({ name }) => name).toSorted()).toEqual(known);
    const file = await StoreFile.create();
    await (await file.open()).store.close();
    const here = file.read<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    );
    await file.remove();
    expect(known).toEqual(expect.arrayContaining(here.map(({ name }) => name)));
  });

  it('have columns of known types only', async () => {
    const types = await project().query<{ type: string }>(
      `select distinct format_type(a.atttypid, a.atttypmod) as type from pg_attribute a
         where a.attnum > 0 and a.attrelid = any ($1::regclass[])`,
      [MOVED_TABLES.map(({ name }) => `public.${name}`)],
    );
    expect(Object.keys(COLUMN_KINDS)).toEqual(expect.arrayContaining(types.map(({ type }) => type)));
  });

  it('are refused where a column is only on one side', () => {
    const table = { name: 'settings', key: ['name'] };
    const types = { name: 'text', value: 'text' };
    expect(new TablePlan(table, ['value', 'name'], types).columns).toEqual(['name', 'value']);
    for (const columns of [['name'], ['name', 'value', 'more']])
      expect(() => new TablePlan(table, columns, types)).toThrow(/not those of this version.*db:migrate/);
    expect(() => new TablePlan(table, ['name', 'value'], undefined)).toThrow('(settings)');
    expect(() => new TablePlan(table, ['name'], { name: 'money' })).toThrow('(settings)');
  });
});
