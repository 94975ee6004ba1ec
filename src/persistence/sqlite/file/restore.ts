import { constants, copyFileSync, chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { lockFile } from '../lock.ts';
import { expectKnown } from '../migrate.ts';
import { MIGRATIONS } from '../schema.ts';
import { BackupError } from './back-up.ts';
import { carryOver } from './carried-rows.ts';
import { endWhatIsOpen } from './restored-rows.ts';

export interface Restored {
  /** Where the database is that was there before; null: there was none. */
  kept: string | null;
  /** Opt-outs that the backup did not know of. */
  optOuts: number;
  /** Open texts, replies and reminders of the backup that went dead. */
  ended: number;
}

/**
 * Puts a backup into the place of the database. Refuses beside a running server.
 * @param resume true: what was open when the backup was made is due again, which answers twice what was answered since
 */
export function restore(path: string, from: string, resume: boolean): Restored {
  if (!existsSync(from)) throw new BackupError('there is no such file to restore from');
  const lock = lockFile(path);
  const fresh = `${path}.restoring`;
  try {
    for (const suffix of ['', '-wal', '-shm']) rmSync(fresh + suffix, { force: true });
    copyFileSync(from, fresh, constants.COPYFILE_EXCL);
    chmodSync(fresh, 0o600);
    const restored = prepare(fresh, existsSync(path) ? path : null, resume);
    const kept = setAside(path);
    renameSync(fresh, path);
    return { kept, ...restored };
  } catch (error) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(fresh + suffix, { force: true });
    throw error;
  } finally {
    lock.close();
  }
}

function prepare(fresh: string, old: string | null, resume: boolean): Omit<Restored, 'kept'> {
  const db = new DatabaseSync(fresh);
  try {
    expectWhole(db, fresh);
    const ended = resume ? 0 : endWhatIsOpen(db);
    const optOuts = old === null ? 0 : carryOver(db, old);
    // One file, without a log beside it: it is about to be renamed.
    db.exec('PRAGMA journal_mode = DELETE');
    return { ended, optOuts };
  } finally {
    db.close();
  }
}

function expectWhole(db: DatabaseSync, path: string): void {
  try {
    const [first] = db.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
    if (first?.integrity_check !== 'ok') throw new Error('not whole');
    if (expectKnown(db, path, MIGRATIONS) === 0) throw new Error('not of Chip');
  } catch (error) {
    const why =
      error instanceof Error && error.message.startsWith('the database') ? error.message : undefined;
    throw new BackupError(
      why ?? 'this file is no whole backup of Chip, and nothing was changed: take another one',
    );
  }
}

/** The old one keeps its log, which may hold its newest texts. */
function setAside(path: string): string | null {
  if (!existsSync(path)) return null;
  const kept = `${path}.before-restore-${Date.now()}`;
  for (const suffix of ['-wal', '']) if (existsSync(path + suffix)) renameSync(path + suffix, kept + suffix);
  rmSync(`${path}-shm`, { force: true });
  return kept;
}
