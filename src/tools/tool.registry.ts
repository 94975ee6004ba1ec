import { Inject, Injectable } from '@nestjs/common';
import { TimeLimitError, within } from '../conversation/time-limit.ts';
import { argumentCheck, type CheckArguments } from './check-arguments.ts';
import { observationOf, type ToolCall } from './tool.call.ts';
import { Tool, type ToolContext, type ToolDescription } from './tool.ts';

/** Provider token under which every tool is collected. */
export const TOOLS = Symbol('TOOLS');

/** What providers take as a function's name (https://platform.openai.com/docs/api-reference/chat/create). */
const NAME = /^[a-z][a-z0-9_]{0,63}$/;

interface Entry {
  tool: Tool;
  described: ToolDescription;
  check: CheckArguments;
}

/** Serves tools by name, and is the only way to call one: arguments checked, time and result bounded. */
@Injectable()
export class ToolRegistry {
  private readonly entries = new Map<string, Entry>();

  constructor(@Inject(TOOLS) tools: Tool[]) {
    for (const tool of tools) this.register(tool);
  }

  /**
   * Adds a tool.
   *
   * @throws Error when its name is no usable one or taken, or its schema is wrong.
   */
  register(tool: Tool): void {
    const { name } = tool;
    if (!NAME.test(name))
      throw new Error(`tool "${name}": a name is lower case letters, digits and underscores, at most 64`);
    if (this.entries.has(name))
      throw new Error(`tool "${name}" is registered twice; give one of them another name`);
    const described = tool.describe();
    try {
      this.entries.set(name, { tool, described, check: argumentCheck(described.parameters) });
    } catch (error) {
      throw new Error(`tool "${name}": ${error instanceof Error ? error.message : 'its schema is wrong'}`, {
        cause: error,
      });
    }
  }

  /** Takes a tool out, as one of a server that went away. False: there was none. */
  unregister(name: string): boolean {
    return this.entries.delete(name);
  }

  /** What there is, in order of registration: a stable order is a stable prompt. */
  list(): (ToolDescription & { name: string })[] {
    return [...this.entries].map(([name, { described }]) => ({ name, ...described }));
  }

  /**
   * Calls a tool for a conversation. Whatever goes wrong is told to the model as an observation.
   *
   * @param limitMs what the turn has left for it
   * @throws the context signal's reason when the turn ends, and nothing else.
   */
  async call(name: string, input: unknown, context: ToolContext, limitMs: number): Promise<ToolCall> {
    const startedAt = performance.now();
    const ended = (outcome: ToolCall['outcome'], observation: string): ToolCall => ({
      tool: name.slice(0, 64),
      observation,
      outcome,
      ms: Math.round(performance.now() - startedAt),
    });
    const entry = this.entries.get(name);
    if (!entry) return ended('refused', `There is no such tool. There are: ${this.names()}.`);
    const problems = entry.check(input);
    if (problems.length > 0) return ended('refused', `Wrong arguments: ${problems.slice(0, 5).join('; ')}.`);
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, context.signal]);
    try {
      context.signal.throwIfAborted();
      const work = entry.tool.invoke(input as Record<string, unknown>, { ...context, signal });
      const result = await within(
        Math.min(entry.tool.timeoutMs, limitMs),
        untilAborted(work, context.signal),
      );
      return ended('ok', observationOf(result));
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof TimeLimitError) return ended('timeout', 'The tool did not answer in time.');
      const why = error instanceof Error ? error.message : 'unknown error';
      return ended('failed', observationOf(`The tool failed: ${why}`));
    } finally {
      over.abort();
    }
  }

  private names(): string {
    return [...this.entries.keys()].join(', ') || 'none';
  }
}

/** A tool that does not listen to its signal is left behind. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
