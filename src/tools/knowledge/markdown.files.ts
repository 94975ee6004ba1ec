import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PageError } from './front-matter.ts';

/** A page longer than that is no page an organiser wrote. */
const MOST_BYTES = 1_000_000;

/** Names of the Markdown files under a folder, relative to it. */
export async function markdownFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /\.(?:md|markdown)$/i.test(name));
}

/** What is the same needs not be read again: size and time of change. */
export async function stampOf(folder: string, name: string): Promise<string> {
  const { size, mtimeMs } = await stat(join(folder, name));
  return `${size} ${mtimeMs}`;
}

/** @throws PageError when it is too long to be a page. */
export async function readMarkdown(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const { size } = await stat(path);
  if (size > MOST_BYTES) throw new PageError(`it is larger than ${MOST_BYTES} bytes`);
  return readFile(path, 'utf8');
}
