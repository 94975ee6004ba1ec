import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command line script of this repository in a process of its own. */
export class Script {
  readonly process: ChildProcess;
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ended>;

  /** @param env all of its environment, but for PATH and NODE_ENV */
  constructor(
    name: string,
    args: readonly string[],
    { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
  ) {
    const script = fileURLToPath(new URL(`../../scripts/${name}.ts`, import.meta.url));
    this.process = spawn(process.execPath, [script, ...args], {
      cwd,
      env: { PATH: process.env.PATH, NODE_ENV: 'test', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process.stdout!.on('data', (chunk) => (this.stdout += chunk));
    this.process.stderr!.on('data', (chunk) => (this.stderr += chunk));
    this.ended = once(this.process, 'close').then(([code]) => ({
      code: code as number | null,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }
}
