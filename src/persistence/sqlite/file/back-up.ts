import { closeSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs';
import { inThread, type Progress } from './in-thread.ts';

/**
 * A whole copy of the database, also while a server writes to it: as it was at one moment, readable by its owner only.
 * @returns its size in bytes
 */
export async function backUp(path: string, to: string, progress: Progress): Promise<number> {
  const file = create(to);
  try {
    await inThread({ path, kind: 'copy', to }, progress);
    fsyncSync(file);
    return statSync(to).size;
  } catch (error) {
    rmSync(to, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

function create(path: string): number {
  try {
    return openSync(path, 'ax', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new BackupError('there is a file of this name already: name another one');
    throw new BackupError(
      `the file cannot be written (${code}): name one in a folder that is there and yours`,
    );
  }
}

/** What hinders a backup or a restore, and how to mend it. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
