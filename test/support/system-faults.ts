import { spawnSync } from 'node:child_process';
import { it } from '@jest/globals';

const works = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

/** What this machine lacks for a fault, by the command that makes it; undefined: nothing. */
const LACKS = {
  /** System calls that fail. */
  strace: (): string | undefined =>
    works('strace', '-D', '-o', '/dev/null', 'true') ? undefined : 'strace that may trace its children',
  /** Limits of a process that runs. */
  prlimit: (): string | undefined => (works('prlimit', '--nofile') ? undefined : 'prlimit (util-linux)'),
  /** A small disk of its own for one process. */
  unshare: (): string | undefined =>
    works('unshare', '-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt')
      ? undefined
      : 'user namespaces with mounts',
};

/** A test that needs one of these. Where it is missing the test is skipped, and its name says for want of what. */
export function itWith(
  need: keyof typeof LACKS,
  name: string,
  test: () => Promise<void>,
  ms = 120_000,
): void {
  const missing = LACKS[need]();
  if (missing === undefined) it(name, test, ms);
  else it.skip(`${name} (needs ${missing})`, test);
}
