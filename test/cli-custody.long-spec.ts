import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '../emulator/harness.ts';
import type { Forgotten } from '../src/conversation/custody.ts';
import type { Stats } from '../src/conversation/operator.ts';
import { CANARY, phone, said } from './support/canary.ts';
import { LookedAfter } from './support/looked-after.ts';
import { v1 } from './support/payloads.ts';
import { SupabaseProject } from './support/postgres/supabase.project.ts';

let site: LookedAfter;
beforeEach(async () => {
  site = await LookedAfter.open();
});
afterEach(() => site.close());

/** Files of the folder that hold a text, wherever in them. */
const filesWith = (text: string): string[] =>
  readdirSync(site.folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(site.folder, name)).isFile())
    .filter((name) => readFileSync(join(site.folder, name)).includes(text));

const DATABASE = 'data/chip.db';

describe('chip export', () => {
  it('prints everything that is held about somebody', async () => {
    await site.text(phone(11), said('keep this'));
    await site.far.sent(phone(11));
    const { code, stdout } = await site.run('export', phone(11));
    expect(code).toBe(0);
    const rows = JSON.parse(stdout) as Record<string, { body?: string }[]>;
    expect(rows.messages?.map(({ body }) => body)).toEqual([
      said('keep this'),
      `Heard: ${said('keep this')}`,
    ]);
  });
});

describe('chip forget', () => {
  it('leaves nothing in any file, while the server runs and answers others', async () => {
    for (let n = 0; n < 8; n += 1) {
      await site.text(phone(12), said(`secret ${n} `.repeat(60)));
      await site.far.sent(phone(12), n + 1);
      await site.text(phone(13), `other ${n}`);
      await site.far.sent(phone(13), n + 1);
    }
    await until(async () => (await site.json<Stats>('stats')).replies.delivered === 16);
    expect(filesWith(CANARY)).not.toEqual([]);
    const forgotten = await site.json<Forgotten>('forget', phone(12));
    expect(forgotten).toMatchObject({ conversations: 1, messages: 16, replies: 8, optOutsKept: 0 });
    expect(filesWith(CANARY)).toEqual([]);
    expect(filesWith(phone(12).slice(1))).toEqual([]);
    expect(filesWith(phone(13).slice(1))).not.toEqual([]);
    await site.text(phone(13), 'still there?');
    await site.far.sent(phone(13), 9);
    expect(await site.run('forget', phone(12))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing was held'),
    });
  });

  it('keeps an opt-out, and answers no text that is delivered once more', async () => {
    const event = v1(phone(14), said('once'));
    await site.text(phone(14), '', event);
    await site.far.sent(phone(14));
    await site.text(phone(14), 'STOP');
    await site.far.sent(phone(14), 2);
    await until(async () => (await site.json<Stats>('stats')).replies.delivered === 2);
    expect((await site.run('forget', phone(14))).stdout).toContain('stay so');
    expect(filesWith(phone(14).slice(1))).toEqual([]);
    expect(await site.text(phone(14), '', event)).toBe(200);
    expect(await site.text(phone(14), 'new and unwanted')).toBe(200);
    await site.text(phone(15), 'after them');
    await site.far.sent(phone(15));
    expect(await site.far.textsTo(phone(14))).toHaveLength(2);
    expect(await site.json<Stats>('stats')).toMatchObject({
      optedOut: 1,
      texts: { 'opted-out': 1, covered: 1 },
    });
    await site.text(phone(14), 'START');
    await site.far.sent(phone(14), 3);
  });

  it('takes the copies along that an upgrade has left beside the database', async () => {
    await site.text(phone(16), said('copied'));
    await site.far.sent(phone(16));
    await site.run('backup', join(site.folder, `${DATABASE}.before-v9-1`));
    expect(filesWith(said('copied')).length).toBeGreaterThan(1);
    expect((await site.run('forget', phone(16))).stdout).toContain('chip.db.before-v9-1');
    expect(filesWith(CANARY)).toEqual([]);
  });
});

describe('chip purge', () => {
  it('says that there is nothing to do while everything is kept', async () => {
    expect(await site.run('purge')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('RETENTION_DAYS'),
    });
    await site.text(phone(17), said('young'));
    await site.far.sent(phone(17));
    expect((await site.run('purge', '--days', '1')).stdout).toContain('0 messages');
  });
});

describe('chip backup and restore', () => {
  it('copies a database that is being written to, privately, and overwrites nothing', async () => {
    await site.text(phone(18), said('in the copy'));
    await site.far.sent(phone(18));
    const texts = Promise.all(Array.from({ length: 40 }, (_, n) => site.text(phone(20 + n), `load ${n}`)));
    const { code, stdout } = await site.run('backup', 'copy.db');
    expect(code).toBe(0);
    expect(stdout).toContain('copy.db');
    expect(new Set(await texts)).toEqual(new Set([200]));
    expect(statSync(join(site.folder, 'copy.db')).mode & 0o777).toBe(0o600);
    const again = await site.run('backup', 'copy.db');
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('name another one') });
    const nowhere = await site.run('backup', 'no/such/folder/copy.db');
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('ENOENT') });
  });

  it('goes back to a copy when the server is stopped: nobody is answered twice, a STOP since holds', async () => {
    await site.text(phone(61), said('before'));
    await site.far.sent(phone(61));
    await site.run('pause', phone(61));
    await site.text(phone(61), said('open at the backup'));
    await site.run('backup', 'copy.db');
    await site.text(phone(62), said('after'));
    await site.far.sent(phone(62));
    await site.text(phone(63), 'STOP');
    await site.far.sent(phone(63));

    const refused = await site.run('restore', 'copy.db');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(`pid ${site.server?.pid}`) });
    await site.stopServer();
    const { code, stdout } = await site.run('restore', 'copy.db');
    expect(code).toBe(0);
    expect(stdout).toMatch(/before-restore-\d+/);
    expect(stdout).toContain('1 texts, replies and reminders were open');
    expect(stdout).toContain('1 opt-outs came after');
    await site.start();
    expect((await site.run('history', phone(61))).stdout).toContain(said('before'));
    expect((await site.run('history', phone(62))).code).toBe(1);
    expect(await site.text(phone(63), 'hello?')).toBe(200);
    await site.text(phone(64), 'after them');
    await site.far.sent(phone(64));
    expect(await site.far.textsTo(phone(63))).toHaveLength(1);
    expect(await site.far.textsTo(phone(61))).toHaveLength(1);
    expect(await site.json<object[]>('dead', 'list')).toMatchObject([{ kind: 'text', state: 'dead' }]);
  });

  it('changes nothing for a file that is no backup', async () => {
    await site.stopServer();
    const before = readFileSync(join(site.folder, DATABASE));
    for (const file of ['chip.log', 'missing.db', 'data/chip.db.pid']) {
      const { code, stderr } = await site.run('restore', file);
      expect(code).toBe(1);
      expect(stderr).toMatch(/no such file|no whole backup/);
    }
    expect(readFileSync(join(site.folder, DATABASE))).toEqual(before);
    expect(readdirSync(join(site.folder, 'data')).filter((name) => /restor/.test(name))).toEqual([]);
  });
});

describe('custody on Supabase', () => {
  it('exports and forgets there, and leaves copies to the project', async () => {
    const project = await SupabaseProject.start();
    const there = await LookedAfter.open(project.env());
    try {
      await there.text(phone(65), said('there'));
      await there.far.sent(phone(65));
      await until(async () => (await there.json<Stats>('stats')).replies.delivered === 1);
      expect((await there.run('export', phone(65))).stdout).toContain(said('there'));
      expect(await there.json<Forgotten>('forget', phone(65))).toMatchObject({ messages: 2, replies: 1 });
      const tables = await project.query<{ name: string }>(
        `select table_name as name from information_schema.tables where table_schema = 'public'`,
      );
      for (const { name } of tables) {
        const rows = await project.query<{ n: number }>(
          `select count(*)::int as n from public.${name} r where r::text like '%${CANARY}%' or r::text like '%${phone(65).slice(1)}%'`,
        );
        expect({ name, n: rows[0]?.n }).toEqual({ name, n: 0 });
      }
      expect(await there.run('backup', 'x')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('pg_dump'),
      });
    } finally {
      await there.close();
      await project.stop();
    }
  });
});
