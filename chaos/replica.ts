import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Exit } from './record.ts';

const POLL_MS = 20;
/** A server that ends by itself so often will not get better by being started again. */
const MOST_CRASHES = 20;

export interface ReplicaOptions {
  number: number;
  port: number;
  /** Run by Node as it is. */
  entry: string;
  env: Record<string, string>;
  cwd: string;
  /** stdout and stderr of all its lives. */
  log: string;
}

/** One place where a server runs. Whoever ends there is started again at once, as Railway does it. */
export class Replica {
  readonly exits: Exit[] = [];
  readonly number: number;
  private readonly options: ReplicaOptions;
  private child: ChildProcess | undefined;
  private entry: string;
  private asked = false;
  private retired = false;
  private paused = false;
  private ended: Promise<void> = Promise.resolve();

  constructor(options: ReplicaOptions) {
    this.options = options;
    this.number = options.number;
    this.entry = options.entry;
  }

  get url(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  /** How often it was started, the first time included. */
  get lives(): number {
    return this.exits.length + (this.child ? 1 : 0);
  }

  start(): void {
    const { port, env, cwd, log, number } = this.options;
    const out = openSync(log, 'a');
    this.asked = false;
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', this.entry], {
      cwd,
      // Nothing of this process's own environment: a developer's keys must not change what is tested.
      env: { PATH: process.env.PATH, ...env, HOST: '127.0.0.1', PORT: String(port) },
      stdio: ['ignore', out, out],
    });
    closeSync(out);
    this.child = child;
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.exits.push({ at: Date.now(), replica: number, code, signal, asked: this.asked });
        this.child = undefined;
        if (!this.retired && this.exits.filter(({ asked }) => !asked).length < MOST_CRASHES) this.start();
        resolve();
      });
    });
  }

  /** The life that runs now will end by itself, and is meant to; the next ones are another program. */
  isDoomed(nextEntry: string): void {
    this.asked = true;
    this.entry = nextEntry;
  }

  /** Resolves when the life that runs now answers; false when that life ended before it did. */
  async ready(): Promise<boolean> {
    const life = this.child;
    while (life && this.child === life) {
      if (await this.answers()) return this.child === life;
      await delay(POLL_MS);
    }
    return false;
  }

  /** Sends a signal that ends it. True if there was somebody to get it. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): boolean {
    this.asked = true;
    return this.child?.kill(signal) ?? false;
  }

  /** Freezes it, as a machine does that has too much to do. */
  async pause(ms: number): Promise<void> {
    const life = this.child;
    if (this.paused || !life?.kill('SIGSTOP')) return;
    this.paused = true;
    try {
      await delay(ms);
    } finally {
      life.kill('SIGCONT');
      this.paused = false;
    }
  }

  /** Resolves at the end of the life that runs now, or after `ms`; true when it has ended. */
  async hasEnded(ms: number): Promise<boolean> {
    const life = this.child;
    if (!life) return true;
    await Promise.race([this.ended, delay(ms, undefined, { ref: false })]);
    return this.child !== life;
  }

  /** Ends it for good, and waits for nothing. */
  end(): void {
    this.retired = true;
    this.kill('SIGKILL');
  }

  /** Ends it for good: politely, then not. */
  async retire(signal: 'SIGKILL' | 'SIGTERM' = 'SIGTERM', graceMs = 8000): Promise<void> {
    this.retired = true;
    this.kill(signal);
    if (!(await this.hasEnded(graceMs))) this.kill('SIGKILL');
    await this.ended;
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/healthz`, { signal: AbortSignal.timeout(1000) })).status === 200;
    } catch {
      return false;
    }
  }
}
