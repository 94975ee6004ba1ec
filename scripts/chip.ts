/**
 * `npm run chip -- <command>`: the built command line. Builds only where there is no build or src is newer: a build takes
 * away the files of a server that runs from it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const entry = `${root}dist/cli.js`;

if (!existsSync(entry) || newestIn(`${root}src`) > statSync(entry).mtimeMs) {
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}
await import(entry);

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entryOf) => entryOf.isFile() && !entryOf.name.endsWith('.spec.ts'),
  );
  return Math.max(...files.map((file) => statSync(`${file.parentPath}/${file.name}`).mtimeMs));
}
