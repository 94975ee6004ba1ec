/**
 * Loaded into the server that `bench:soak` measures, threads included: at SIGWINCH (one that Nest does not stop at) each of
 * them collects garbage and writes down what is left, one line of JSON into SOAK_PROBE. What is not collected then is held
 * by somebody.
 */
import { appendFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { BroadcastChannel, isMainThread, Worker, type WorkerOptions } from 'node:worker_threads';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function tell(): void {
  collect();
  // Twice: the first one runs what was waiting to be finalised.
  setImmediate(() => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    const resources = process.getActiveResourcesInfo().length;
    const line = { main: isMainThread, heapUsed, external, resources };
    appendFileSync(process.env.SOAK_PROBE ?? '', `${JSON.stringify(line)}\n`);
  });
}

const threads = new BroadcastChannel('soak');
threads.unref();
if (isMainThread) {
  process.on('SIGWINCH', () => {
    threads.postMessage('tell');
    tell();
  });
  // Threads of the server name their own options, which would leave this out.
  const require = createRequire(import.meta.url);
  const workers = require('node:worker_threads') as { Worker: typeof Worker };
  workers.Worker = class extends Worker {
    constructor(file: string | URL, options: WorkerOptions = {}) {
      super(file, { ...options, execArgv: [...(options.execArgv ?? []), '--import', import.meta.url] });
    }
  };
  syncBuiltinESMExports();
} else {
  threads.onmessage = tell;
}
