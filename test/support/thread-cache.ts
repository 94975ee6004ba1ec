import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Has the thread files of `src` stripped of their types once, by a process without threads, into Node's compile cache.
 *
 * Node strips types in WebAssembly, and V8 can crash when many threads of one process do so at a time: others have traced
 * such a SIGSEGV to `WasmImportWrapperCache`, and a run of the store's tests has ended in one. A thread that finds its
 * files in the cache strips nothing, and starts in half the time.
 */
export function cacheThreadFiles(): void {
  process.env['NODE_COMPILE_CACHE'] ??= join(ROOT, 'node_modules/.cache/test');
  // Outside of a thread they have nothing to work on and throw; by then they are read.
  const load = globSync('src/**/*.worker.ts', { cwd: ROOT })
    .map((file) => join(ROOT, file))
    .filter((file) => readFileSync(file, 'utf8').includes("from 'node:worker_threads'"))
    .map((file) => `await import(${JSON.stringify(pathToFileURL(file).href)}).catch(() => undefined);`)
    .join('\n');
  execFileSync(process.execPath, ['--input-type=module', '--eval', load], { stdio: 'inherit' });
}
