import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventually } from '../contract/eventually.ts';

const SCRIPT = fileURLToPath(new URL('./store.child.ts', import.meta.url));

/** `store.child.ts` in a process of its own, and what it has said so far. */
export class StoreChild {
  readonly lines: string[] = [];
  readonly process: ChildProcess;
  private readonly exited: Promise<unknown[]>;

  /** @param limit shell commands to run before it, such as `ulimit` */
  constructor(path: string, limit = ':') {
    const node = [process.execPath, '--disable-warning=ExperimentalWarning', SCRIPT, path];
    this.process = spawn('sh', ['-c', `${limit}; exec "$@"`, 'sh', ...node], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = once(this.process, 'close');
    for (const stream of [this.process.stdout, this.process.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
    }
  }

  /** Ids that it has acknowledged so far. */
  admitted(): string[] {
    return this.lines.flatMap((line) => line.match(/^admitted (\S+)$/)?.[1] ?? []);
  }

  async hasAdmitted(count: number): Promise<void> {
    const enough = async (): Promise<boolean> =>
      this.admitted().length >= count || this.process.exitCode !== null;
    await eventually(`${count} texts from a child that said ${this.lines.at(-1)}`, enough, 20_000);
  }

  /** Waits for its end, or brings it about. Its exit code, or null when it was killed. */
  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal) this.process.kill(signal);
    const [code] = await this.exited;
    return code as number | null;
  }
}
