import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder, type TemporaryFolder } from '../../../test/support/temporary-folder.ts';
import { Database } from './database.ts';
import { MIGRATIONS } from './schema.ts';

const FIRST = `CREATE TABLE notes (body TEXT); INSERT INTO notes VALUES ('kept')`;
const SECOND = `ALTER TABLE notes ADD COLUMN author TEXT`;

describe('Database', () => {
  let folder: TemporaryFolder;
  let path: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
    path = folder.path('data/chip.db');
  });
  afterEach(() => folder.remove());

  const mode = (file: string): number => statSync(file).mode & 0o777;

  it('makes its folder, and files that only their owner can read', () => {
    const db = new Database(path);
    db.run(`INSERT INTO consents VALUES ('loop', '+13345550101', NULL, 0, 'person', 'm')`);
    for (const suffix of ['', '-wal', '-shm']) expect(mode(path + suffix)).toBe(0o600);
    db.close();
  });

  it('makes a file private that others could read', () => {
    new Database(path).close();
    const plain = new DatabaseSync(path);
    plain.close();
    const db = new Database(path);
    expect(mode(path)).toBe(0o600);
    db.close();
  });

  it('syncs every commit and checks references', () => {
    const db = new Database(path);
    expect(db.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(db.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    expect(db.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
    db.close();
  });

  it('refuses a file that is open already, names the process and says what to do', () => {
    const db = new Database(path);
    const message = `the database ${path} is in use by another Chip (pid ${process.pid}); stop that one or set DATABASE_PATH to another file`;
    expect(() => new Database(path)).toThrow(message);
    expect(() => new Database(path)).toThrow(message);
    db.close();
    new Database(path).close();
  });

  it('does not call a lock in use that it cannot take for another reason', () => {
    mkdirSync(dirname(path));
    writeFileSync(`${path}.lock`, 'not a database '.repeat(100));
    expect(() => new Database(path)).toThrow('file is not a database');
  });

  it('refuses tables that a build with another schema of the same number has made', () => {
    new Database(path, ['CREATE TABLE one (a)']).close();
    expect(() => new Database(path, ['CREATE TABLE one (a, b)'])).toThrow('whose schema 1 was another');
    new Database(path, ['CREATE TABLE one (a)', 'CREATE TABLE two (a)']).close();
  });

  it('refuses tables of a newer Chip, says what to do, and leaves them alone', () => {
    new Database(path).close();
    const newer = new DatabaseSync(path);
    newer.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    newer.close();
    const message = `the database ${path} was written by a newer Chip (schema ${MIGRATIONS.length + 1}, this one knows ${MIGRATIONS.length}); update Chip or set DATABASE_PATH to another file`;
    // Twice: a refusal lets go of the lock.
    expect(() => new Database(path)).toThrow(message);
    expect(() => new Database(path)).toThrow(message);
  });

  it('upgrades in place, and keeps a private copy of what was there', () => {
    new Database(path, [FIRST]).close();
    const db = new Database(path, [FIRST, SECOND]);
    expect(db.get('SELECT * FROM notes')).toEqual({ body: 'kept', author: null });
    db.close();

    const copies = readdirSync(dirname(path)).filter((name) => name.includes('before-v2'));
    expect(copies).toHaveLength(1);
    const copy = join(dirname(path), copies[0] ?? '');
    expect(mode(copy)).toBe(0o600);
    const old = new Database(copy, [FIRST]);
    expect(old.get('SELECT * FROM notes')).toEqual({ body: 'kept' });
    old.close();
  });

  it('makes no copy of a new file, and none when nothing changes', () => {
    for (const _ of [1, 2]) new Database(path, [FIRST, SECOND]).close();
    expect(readdirSync(dirname(path)).filter((name) => name.includes('before'))).toEqual([]);
  });

  it('leaves everything as it was when an upgrade fails half-way', () => {
    new Database(path, [FIRST]).close();
    expect(() => new Database(path, [FIRST, SECOND, 'nonsense'])).toThrow(/nonsense/);
    const db = new Database(path, [FIRST]);
    expect(db.get('SELECT * FROM notes')).toEqual({ body: 'kept' });
    db.close();
  });
});
