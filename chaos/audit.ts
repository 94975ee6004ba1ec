import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Verdict } from './auditor/verdict.ts';

const AUDITOR = fileURLToPath(new URL('auditor/main.ts', import.meta.url));

/** Has a run judged by the auditor, in a process of its own that sees nothing but what the run has left. */
export async function audit(folder: string): Promise<Verdict> {
  const args = ['--disable-warning=ExperimentalWarning', AUDITOR, folder];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as Verdict;
}
