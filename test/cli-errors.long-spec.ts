import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { phone } from './support/canary.ts';
import { chip } from './support/command-line.ts';
import { StoreFile } from './support/store-file.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';

describe('the command line', () => {
  let folder: TemporaryFolder;
  let file: StoreFile;
  beforeEach(async () => {
    folder = await temporaryFolder();
    file = await StoreFile.create();
  });
  afterEach(async () => {
    await file.remove();
    await folder.remove();
  });
  const here = () => ({ cwd: folder.path('') });
  const onFile = () => ({ ...here(), env: { DATABASE_PATH: file.path } });

  it('shows its commands and exit codes', async () => {
    const { code, stdout } = await chip(['--help'], here());
    expect(code).toBe(0);
    for (const name of ['history', 'stats', 'dead', 'pause', 'resume', 'kill-switch', 'Exit codes'])
      expect(stdout).toContain(name);
  });

  it.each([
    [['frob'], /unknown command.*--help/],
    [['dead', 'frob'], /unknown command/],
    [['history'], /contact/],
    [['history', 'x', '--limit', 'many'], /--limit must be a whole number/],
    [['history', 'x', '--frob'], /--frob/],
    [['kill-switch', 'perhaps'], /on or off/],
    [['dead', 'redrive'], /dead list/],
  ])('ends with 2 on %j', async (args, words) => {
    await (await file.open()).store.close();
    const { code, stdout, stderr } = await chip(args, onFile());
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
  });

  it('says where it looked when there is no database, and makes none', async () => {
    const { code, stderr } = await chip(['stats'], here());
    expect(code).toBe(1);
    expect(stderr).toMatch(/no database at data\/chip\.db.*DATABASE_PATH/);
    expect(readdirSync(folder.path(''))).toEqual([]);
  });

  it('names what to type for a contact that is not known, and does not repeat it', async () => {
    await (await file.open()).store.close();
    const { code, stderr } = await chip(['history', phone(9)], onFile());
    expect(code).toBe(1);
    expect(stderr).toContain('country code');
    expect(stderr).not.toContain(phone(9));
    const json = await chip(['history', phone(9), '--json'], onFile());
    expect(json).toMatchObject({ code: 1, stdout: '' });
    expect(JSON.parse(json.stderr)).toEqual({ error: expect.stringContaining('country code') });
  });

  it('says that the database is locked, after it has waited', async () => {
    await (await file.open()).store.close();
    const other = new DatabaseSync(file.path);
    other.exec('BEGIN IMMEDIATE');
    const startedAt = Date.now();
    const { code, stderr } = await chip(['stats'], onFile());
    expect(Date.now() - startedAt).toBeGreaterThan(3500);
    other.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(/database is locked.*try again/);
  });

  it('leaves a file of an older version to the server', async () => {
    await (await file.open()).store.close();
    const old = new DatabaseSync(file.path);
    old.exec('PRAGMA user_version = 0');
    old.close();
    const { code, stderr } = await chip(['stats'], onFile());
    expect(code).toBe(1);
    expect(stderr).toMatch(/older Chip.*start the server/);
  });

  it('names what is wrong with the configuration, and no value', async () => {
    const { code, stderr } = await chip(['stats'], { ...here(), env: { PORT: 'my secret' } });
    expect(code).toBe(1);
    expect(stderr).toContain('PORT must be a whole number');
    expect(stderr).not.toContain('my secret');
  });

  it('says that the project does not answer', async () => {
    const env = { SUPABASE_URL: 'http://127.0.0.1:9', SUPABASE_KEY: 'sb_secret_none' };
    const { code, stderr } = await chip(['stats'], { ...here(), env });
    expect(code).toBe(1);
    expect(stderr).toContain('no answer from SUPABASE_URL');
  });
});
