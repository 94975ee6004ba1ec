import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inThread, type Progress } from './in-thread.ts';

/**
 * Leaves nothing of deleted rows in the files of a database, also beside a running server, and removes the copies that
 * upgrades and restores have left beside it.
 * @returns names of the copies that were removed
 */
export async function scrub(path: string, progress: Progress): Promise<string[]> {
  await inThread({ path, kind: 'scrub', to: '' }, progress);
  const folder = dirname(path);
  const copies = readdirSync(folder).filter((name) => name.startsWith(`${basename(path)}.before-`));
  for (const copy of copies) rmSync(join(folder, copy), { force: true });
  return copies;
}
