import { Inject, Injectable, Logger } from '@nestjs/common';
import { TimeLimitError, within } from '../conversation/time-limit.ts';
import { hostProblem } from './check-hosts.ts';
import type { CheckArguments } from './check-arguments.ts';
import { NothingFound } from './nothing-found.ts';
import { SecretGuard } from './secret.guard.ts';
import { argumentsOf, observationOf, type ToolCall } from './tool.call.ts';
import { Tool, type ToolContext, type ToolDescription } from './tool.ts';
import { untilAborted } from './until-aborted.ts';

/** Provider token under which every tool is collected. */
export const TOOLS = Symbol('TOOLS');

/** What providers take as a function's name (https://platform.openai.com/docs/api-reference/chat/create). */
const NAME = /^[a-z][a-z0-9_]{0,63}$/;
const WITHHELD = '[withheld]';

interface Entry {
  tool: Tool;
  described: ToolDescription;
  check: CheckArguments;
}

type Ended = Pick<ToolCall, 'outcome' | 'observation'>;

/** Serves tools by name, and is the only way to call one: arguments checked, time and result bounded. */
@Injectable()
export class ToolRegistry {
  private readonly logger = new Logger(ToolRegistry.name);
  private readonly entries = new Map<string, Entry>();

  constructor(
    @Inject(TOOLS) tools: readonly Tool[],
    private readonly guard: SecretGuard,
  ) {
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
    try {
      this.entries.set(name, { tool, described: tool.describe(), check: tool.argumentCheck() });
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

  /** What there is, by name: whichever server was connected first, the prompt is the same. */
  list(): (ToolDescription & { name: string })[] {
    return [...this.entries]
      .map(([name, { described }]) => ({ name, ...described }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * Calls a tool for a conversation. Whatever goes wrong is told to the model as an observation.
   *
   * @param input what the model gave as arguments; anything
   * @param limitMs what the turn has left for it
   * @throws the context signal's reason when the turn ends, and nothing else.
   */
  async call(name: string, input: unknown, context: ToolContext, limitMs: number): Promise<ToolCall> {
    const startedAt = performance.now();
    const entry = this.entries.get(name);
    const secret = this.guard.finds([name, input]);
    const { outcome, observation } = secret
      ? refused('This call was not made: it holds something that must not leave this server. Do without it.')
      : await this.checked(entry, input, context, limitMs);
    const ms = Math.round(performance.now() - startedAt);
    // A name that is none may be anything a person wrote.
    const tool = entry ? name : 'unknown';
    this.logger.log({ conversationId: context.conversationId, tool, outcome, ms }, 'tool called');
    if (secret) this.logger.warn({ tool, alert: true }, 'a model wanted to hand out a secret');
    return {
      tool: secret ? tool : name.slice(0, 64).toWellFormed(),
      arguments: secret ? WITHHELD : argumentsOf(input),
      observation,
      outcome,
      ms,
    };
  }

  private async checked(
    entry: Entry | undefined,
    input: unknown,
    context: ToolContext,
    limitMs: number,
  ): Promise<Ended> {
    if (!entry) return refused(`There is no such tool. There are: ${this.names()}.`);
    const problems = entry.check(input);
    if (problems.length > 0) return refused(`Wrong arguments: ${problems.slice(0, 5).join('; ')}.`);
    const host = entry.tool.allowedHosts && hostProblem(input, entry.tool.allowedHosts);
    if (host) return refused(`This call was not made: ${host}.`);
    const ended = await this.invoke(entry.tool, input as Record<string, unknown>, context, limitMs);
    if (!this.guard.finds(ended.observation)) return ended;
    this.logger.warn({ tool: entry.tool.name, alert: true }, 'a tool gave back a secret; it was withheld');
    return refused('What the tool gave back was withheld: it holds something that must not be shown.');
  }

  private async invoke(
    tool: Tool,
    input: Record<string, unknown>,
    context: ToolContext,
    limitMs: number,
  ): Promise<Ended> {
    context.signal.throwIfAborted();
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, context.signal]);
    try {
      const work = tool.invoke(input, { ...context, signal });
      const result = await within(Math.min(tool.timeoutMs, limitMs), untilAborted(work, context.signal));
      return result instanceof NothingFound
        ? { outcome: 'empty', observation: observationOf(result.shown) }
        : { outcome: 'ok', observation: observationOf(result) };
    } catch (error) {
      context.signal.throwIfAborted();
      if (error instanceof TimeLimitError)
        return { outcome: 'timeout', observation: 'The tool did not answer in time.' };
      const why = error instanceof Error && error.message ? error.message : 'unknown error';
      return { outcome: 'failed', observation: observationOf(`The tool failed: ${why.slice(0, 500)}`) };
    } finally {
      over.abort();
    }
  }

  private names(): string {
    return [...this.entries.keys()].join(', ') || 'none';
  }
}

function refused(observation: string): Ended {
  return { outcome: 'refused', observation };
}
