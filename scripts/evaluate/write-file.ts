import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from './usage.error.ts';

/** All of it or nothing: under another name first, then renamed. @throws UsageError when it cannot be written there */
export function writeWhole(path: string, content: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, content);
    renameSync(draft, path);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw unwritable(path, error);
  }
}

/**
 * Looks whether {@link writeWhole} could write there, before hours of work are spent on what to write. Makes nothing.
 *
 * @throws UsageError when it cannot
 */
export function checkWritable(path: string): void {
  let folder = dirname(resolve(path));
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    // The rename would fail, after all the work.
    if (existsSync(path) && statSync(path).isDirectory())
      throw Object.assign(new Error(), { code: 'EISDIR' });
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): UsageError {
  return new UsageError(`${path} cannot be written (${(error as NodeJS.ErrnoException).code})`);
}
