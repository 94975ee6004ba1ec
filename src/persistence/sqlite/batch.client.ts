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
  private readonly opened = Promise.withResolvers<void>();
  private readonly exited: Promise<void>;
  private queue: Waiting[] = [];
  private running: Waiting[] = [];
  private scheduled = false;
  /** Why nothing more is taken. */
  private ended: StoreError | undefined;
  private closing: Promise<void> | undefined;

  /** @param beside true: without the lock, beside a server that may hold it; see `Database` */
  constructor(path: string, onFatal: (error: Error) => void, beside = false) {
    // The same file beside this one: .ts under the tests, .js in a build.
    const file = `./sqlite.worker${extname(fileURLToPath(import.meta.url))}`;
    this.worker = new Worker(new URL(file, import.meta.url), {
      workerData: { path, beside },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    // Nobody has to be waiting for it when it fails.
    this.opened.promise.catch(() => undefined);
    const die = (error: StoreError): void => {
      this.stop(error);
      onFatal(error);
    };
    this.worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'opened') this.opened.resolve();
      else if (message.kind === 'results') this.settle(message);
      else if (message.kind === 'refused') this.stop(new StoreError(message.error));
      else die(new StoreError(message.error));
    });
    // Its name or code only: the message may quote what the thread was working on.
    this.worker.on('error', (error: NodeJS.ErrnoException) =>
      die(new StoreError(`the database thread failed: ${error.code ?? error.name}`)),
    );
    this.exited = new Promise((resolve) => {
      this.worker.on('exit', () => {
        if (this.ended) this.stop(this.ended);
        else die(new StoreError('the database thread ended'));
        resolve();
      });
    });
  }

  /** Resolves when the file is open; rejects with what to do when it cannot be used. */
  open(): Promise<void> {
    return this.opened.promise;
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

  /** Takes nothing more, lets what is queued finish, and ends the thread. */
  close(): Promise<void> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<void> {
    if (!this.ended) {
      const last = this.call('ping');
      this.ended = new StoreError('the store is closed');
      await last.catch(() => undefined);
      this.worker.postMessage('close');
    }
    await this.exited;
  }

  /** One flush per tick of the event loop: all operations of a tick share a transaction. */
  private schedule(): void {
    if (this.scheduled || this.running.length > 0 || this.queue.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.running = this.queue;
      this.queue = [];
      try {
        this.worker.postMessage(this.running.map(({ op, args }) => ({ op, args })));
      } catch {
        // Something that cannot be handed to another thread, so nothing was.
        const error = 'the input cannot be stored';
        this.settle({ kind: 'results', results: this.running.map(() => ({ error })) });
      }
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

  private stop(error: StoreError): void {
    this.ended ??= error;
    this.opened.reject(error);
    const waiting = [...this.running, ...this.queue];
    this.running = [];
    this.queue = [];
    for (const { reject } of waiting) reject(error);
  }
}
