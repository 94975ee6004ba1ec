import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

/** The built server. */
export const BUILT_ENTRY = fileURLToPath(new URL('../dist/main.js', import.meta.url));

export interface ChipProcess {
  url: string;
  pid: number;
  /** Milliseconds from the start of the process to its first 200 on /healthz. */
  startMs: number;
  /** Resolves with exit code and signal once the process has ended. */
  exited: Promise<[code: number | null, signal: NodeJS.Signals | null]>;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<[code: number | null, signal: NodeJS.Signals | null]>;
}

export interface ChipOptions {
  /** Taken as it is: nothing of this process's own environment gets through, unless it is passed here. */
  env: Record<string, string | undefined>;
  /** File that stdout and stderr are appended to. */
  log: string;
  /** Where `.env` and a relative DATABASE_PATH are looked for. */
  cwd: string;
  port?: number;
  entry?: string;
  /** A module that is loaded before anything else, in worker threads too. */
  preload?: string;
  /** A command that runs it, and is it from then on: `prlimit`, `unshare`. */
  under?: string[];
}

/** Starts Chip as a process of its own on loopback and waits until it answers. Rejects when it ends before that. */
export async function startChip({
  env,
  log,
  cwd,
  port,
  entry = BUILT_ENTRY,
  preload,
  under = [],
}: ChipOptions): Promise<ChipProcess> {
  const listenOn = port ?? (await freePort());
  const out = openSync(log, 'a');
  const startedAt = performance.now();
  const command = [...under, process.execPath, ...(preload ? ['--import', preload] : []), entry];
  const child = spawn(command[0] ?? '', command.slice(1), {
    cwd,
    env: { PATH: process.env.PATH, ...env, HOST: '127.0.0.1', PORT: String(listenOn) },
    stdio: ['ignore', out, out],
  });
  const exited = once(child, 'exit') as ChipProcess['exited'];
  const url = `http://127.0.0.1:${listenOn}`;
  const stop: ChipProcess['stop'] = async (signal = 'SIGTERM') => {
    child.kill(signal);
    return exited;
  };
  while (!(await answers(url))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`Chip ended with ${child.exitCode ?? child.signalCode} before it listened; see ${log}`);
    }
    await delay(5);
  }
  return { url, pid: child.pid ?? 0, startMs: performance.now() - startedAt, exited, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).status === 200;
  } catch {
    return false;
  }
}
