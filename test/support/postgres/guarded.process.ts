import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';

/**
 * Ends its child when told to on stdin, or when stdin ends because whoever held the other end is gone, however; then it
 * also removes what nobody will come for any more. A shell's background child ignores QUIT unless it handles it, as
 * Postgres does (an immediate stop); others hear TERM.
 */
const GUARD = `folder=$1; shift
"$@" 3<&- & child=$!
if read -r signal; then kill -"$signal" $child 2>/dev/null; wait $child
else kill -QUIT $child; kill -TERM $child; wait $child; rm -rf "$folder"; fi`;

/**
 * A server that cannot outlive this process: also one that is killed takes it along. Speaks to a shell in between, which
 * sees its stdin end.
 */
export class GuardedProcess {
  private readonly guard: ChildProcess;
  private readonly ended: Promise<unknown>;

  /** @param folder that of its data and of `log` */
  constructor(
    folder: string,
    command: string[],
    log: string,
    options: Pick<SpawnOptions, 'env' | 'uid' | 'gid'>,
  ) {
    const out = openSync(log, 'a');
    const args = ['-c', GUARD, 'sh', folder, ...command];
    this.guard = spawn('sh', args, { ...options, stdio: ['pipe', out, out] });
    closeSync(out);
    this.guard.stdin?.on('error', () => undefined);
    this.ended = once(this.guard, 'exit');
  }

  /** Sends the signal (`INT`, `QUIT`, `TERM`) and waits for the end. Idempotent. */
  async stop(signal: string): Promise<void> {
    this.guard.stdin?.end(`${signal}\n`);
    await this.ended;
  }
}
