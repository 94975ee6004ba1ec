import { Inject, Injectable } from '@nestjs/common';
import { JobHandler } from './job.handler.ts';

/** Provider token under which every handler is collected. */
export const JOB_HANDLERS = Symbol('JOB_HANDLERS');

const KIND = /^[a-z][a-z0-9-]{0,63}$/;
/** What other rows of the outbox come from; a `consent` row passes an opt-out. The database refuses these, too. */
const TAKEN = ['turn', 'consent', 'greeting', 'notice'];

/** Serves handlers by the kind of their jobs. */
@Injectable()
export class JobRegistry {
  private readonly handlers = new Map<string, JobHandler>();

  constructor(@Inject(JOB_HANDLERS) handlers: readonly JobHandler[]) {
    for (const handler of handlers) this.register(handler);
  }

  /**
   * Adds a handler, before the application has started.
   *
   * @throws Error when its kind is no usable one or taken.
   */
  register(handler: JobHandler): void {
    const { kind } = handler;
    if (!KIND.test(kind) || TAKEN.includes(kind))
      throw new Error(
        `job kind "${kind}": lower case letters, digits and hyphens, and none of ${TAKEN.join(', ')}`,
      );
    if (this.handlers.has(kind))
      throw new Error(`job kind "${kind}" is registered twice; give one of them another name`);
    this.handlers.set(kind, handler);
  }

  /** The handler of a kind that must exist. */
  get(kind: string): JobHandler {
    const handler = this.handlers.get(kind);
    if (!handler) throw new Error(`no handler for jobs of kind "${kind}"`);
    return handler;
  }

  list(): JobHandler[] {
    return [...this.handlers.values()];
  }
}
