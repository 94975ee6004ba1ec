import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { OperationInput, OperationName, Operations } from './operations.ts';
import type { Request, WorkerMessage } from './protocol.ts';

interface Waiting extends Request {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** Thrown when the store did not do what it was asked. May or may not have happened, unless it says it was undone. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/**
 * Talks to the database thread in batches. One batch is under way at a time; what arrives meanwhile is the next one,
 * so the batch grows with the load and each costs one fsync.
 */
export class BatchClient {
  private readonly worker: Worker;
  private readonly opened: Promise<void>;
  private queue: Waiting[] = [];
  private running: Waiting[] = [];
  private scheduled = false;
  private ended: Error | undefined;

  constructor(path: string, onFatal: (error: Error) => void) {
    // The same file beside this one: .ts under the tests, .js in a build.
    const file = `./sqlite.worker${extname(fileURLToPath(import.meta.url))}`;
    this.worker = new Worker(new URL(file, import.meta.url), {
      workerData: { path },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.opened = promise;
    // Nobody has to be waiting for it when it fails.
    promise.catch(() => undefined);
    this.worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'opened') resolve();
      else if (message.kind === 'results') this.settle(message);
      else {
        const error = new StoreError(message.error);
        reject(error);
        this.end(error);
        if (message.kind === 'fatal') onFatal(error);
      }
    });
    this.worker.on('error', (error) => {
      reject(error);
      this.end(new StoreError(`the database thread stopped: ${error.name}`));
      onFatal(error);
    });
    this.worker.on('exit', () => this.end(new StoreError('the store is closed')));
  }

  /** Resolves when the file is open; rejects with what to do when it cannot be used. */
  open(): Promise<void> {
    return this.opened;
  }

  call<Name extends OperationName>(
    op: Name,
    ...args: OperationInput<Name>
  ): Promise<ReturnType<Operations[Name]>> {
    if (this.ended) return Promise.reject(this.ended);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.queue.push({ op, args, resolve, reject });
    this.schedule();
    return promise as Promise<ReturnType<Operations[Name]>>;
  }

  /** Lets what is queued finish, then ends the thread. */
  async close(): Promise<void> {
    if (this.ended) return;
    await this.call('ping').catch(() => undefined);
    this.ended ??= new StoreError('the store is closed');
    const exited = new Promise((resolve) => this.worker.once('exit', resolve));
    this.worker.postMessage('close');
    await exited;
  }

  /** One flush per tick of the event loop: all operations of a tick share a transaction. */
  private schedule(): void {
    if (this.scheduled || this.running.length > 0 || this.queue.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.running = this.queue;
      this.queue = [];
      if (this.running.length > 0)
        this.worker.postMessage(this.running.map(({ op, args }) => ({ op, args })));
    });
  }

  private settle({ results }: Extract<WorkerMessage, { kind: 'results' }>): void {
    const finished = this.running;
    this.running = [];
    for (const [index, waiting] of finished.entries()) {
      const result = results[index];
      if (result && 'value' in result) waiting.resolve(result.value);
      else waiting.reject(new StoreError(result?.error ?? 'no result'));
    }
    this.schedule();
  }

  private end(error: Error): void {
    this.ended ??= error;
    const waiting = [...this.running, ...this.queue];
    this.running = [];
    this.queue = [];
    for (const { reject } of waiting) reject(this.ended);
  }
}
