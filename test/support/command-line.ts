import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Ended } from './script.ts';

const ENTRY = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Where a command is run: the folder and the environment of the server that it looks after. */
export interface Place {
  cwd: string;
  env?: Record<string, string | undefined>;
}

/** The built command line in a process of its own. @param input what is typed */
export async function chip(
  args: readonly string[],
  { cwd, env = {} }: Place,
  input = '',
  entry = ENTRY,
): Promise<Ended> {
  const child = spawn(process.execPath, [entry, ...args], { cwd, env: { PATH: process.env.PATH, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** What `--json` answers, of a command that must succeed. */
export async function chipJson<T>(args: readonly string[], place: Place): Promise<T> {
  const { code, stdout, stderr } = await chip([...args, '--json'], place);
  if (code !== 0) throw new Error(`chip ${args[0]} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
