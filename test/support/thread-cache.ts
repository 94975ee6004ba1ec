import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

/**
 * Has the thread files of `src` stripped of their types once, by a process without threads, into Node's compile cache.
 *
 * Node strips types in WebAssembly, and V8 crashes now and then (SIGSEGV in `WasmImportWrapperCache`) when many threads
 * of one process do so at a time, as the tests of the store would. A thread that finds its files in the cache starts none, and
 * starts in half the time.
 */
export function cacheThreadFiles(): void {
  process.env['NODE_COMPILE_CACHE'] ??= new URL('node_modules/.cache/test', ROOT).pathname;
  // Outside of a thread they have nothing to work on and throw; by then they are read.
  const load = globSync('src/**/*.worker.ts', { cwd: ROOT.pathname })
    .filter((file) => readFileSync(new URL(file, ROOT), 'utf8').includes("from 'node:worker_threads'"))
    .map((file) => `await import(${JSON.stringify(new URL(file, ROOT).href)}).catch(() => undefined);`)
    .join('\n');
  execFileSync(process.execPath, ['--input-type=module', '--eval', load], { stdio: 'inherit' });
}
