/**
 * Makes time pass CLOCK_SCALE times as fast in the process it is preloaded into (`node --import`), worker threads
 * included, so that a test can sit through minutes. Every clock that Chip reads and every timer it sets is covered; the
 * time-outs of sockets inside Node are not. CLOCK_FROM is the moment (epoch ms) at which both clocks agree: processes that
 * share it share the time.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { Worker, type WorkerOptions } from 'node:worker_threads';

const scale = Number(process.env.CLOCK_SCALE);
const from = Number(process.env.CLOCK_FROM);
if (!(scale > 0 && from > 0)) throw new Error('CLOCK_SCALE and CLOCK_FROM have to be set');

const RealDate = Date;
const realNow = performance.now.bind(performance);
const now = (): number => Math.round(from + (RealDate.now() - from) * scale);

class ScaledDate extends RealDate {
  static override now = now;

  constructor(...args: [] | [number]) {
    super(...((args.length === 0 ? [now()] : args) as [number]));
  }
}
globalThis.Date = ScaledDate as DateConstructor;
performance.now = () => realNow() * scale;

type Delayed = (callback: () => void, ms?: number, ...args: unknown[]) => NodeJS.Timeout;
const shortened =
  (original: Delayed): Delayed =>
  (callback, ms, ...args) =>
    original(callback, (ms ?? 0) / scale, ...args);

const require = createRequire(import.meta.url);
const timers = require('node:timers') as Record<string, unknown>;
for (const name of ['setTimeout', 'setInterval'] as const) {
  timers[name] = Object.assign(shortened(globalThis[name] as Delayed), globalThis[name]);
  Object.assign(globalThis, { [name]: timers[name] });
}

const promises = require('node:timers/promises') as {
  setTimeout: (ms?: number, value?: unknown, options?: object) => Promise<unknown>;
};
const realDelay = promises.setTimeout;
promises.setTimeout = (ms = 0, ...rest) => realDelay(ms / scale, ...rest);

const threads = require('node:worker_threads') as { Worker: typeof Worker };
threads.Worker = class extends Worker {
  constructor(file: string | URL, options: WorkerOptions = {}) {
    super(file, { ...options, execArgv: [...(options.execArgv ?? []), '--import', import.meta.url] });
  }
};
syncBuiltinESMExports();

const realTimeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => realTimeout(Math.ceil(ms / scale));
