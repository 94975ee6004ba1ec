import { Inject, Injectable, Logger } from '@nestjs/common';
import { askFirst, type AskFirst } from './asks/ask-first.ts';
import { hostProblem } from './check-hosts.ts';
import { invokeTool } from './invoke-tool.ts';
import { SecretGuard } from './secret.guard.ts';
import { argumentsOf, refused, type Ended, type ToolCall } from './tool.call.ts';
import { makeEntry, type Entry } from './tool.entry.ts';
import type { Tool, ToolContext, ToolDescription } from './tool.ts';

/** Provider token under which every tool is collected. */
export const TOOLS = Symbol('TOOLS');

const WITHHELD = '[withheld]';

type Act = (tool: Tool, input: Record<string, unknown>) => Promise<Ended>;

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
    if (this.entries.has(name))
      throw new Error(`tool "${name}" is registered twice; give one of them another name`);
    this.entries.set(name, makeEntry(tool));
  }

  /** Takes a tool out. False: there was none. */
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
   * Calls a tool for a conversation. Whatever goes wrong is told to the model as an observation. One that asks first is not
   * done: `ask` takes the call, and without it the call is refused.
   *
   * @param input what the model gave as arguments; anything
   * @param limitMs what the turn has left for it
   * @throws the context signal's reason when the turn ends, and nothing else.
   */
  call(
    name: string,
    input: unknown,
    context: ToolContext,
    limitMs: number,
    ask?: AskFirst,
  ): Promise<ToolCall> {
    return this.run(name, input, context, (tool, args) =>
      tool.asks ? askFirst(tool, args, ask) : invokeTool(tool, args, context, limitMs),
    );
  }

  /**
   * Does what a person has said yes to: the only way to a tool that asks first. Checked once more, for tools and their
   * schemas come and go.
   */
  perform(name: string, input: unknown, context: ToolContext, limitMs: number): Promise<ToolCall> {
    return this.run(name, input, context, (tool, args) => invokeTool(tool, args, context, limitMs));
  }

  /** Whether a text holds a secret of this server, in whatever disguise. */
  holdsSecret(text: string): boolean {
    return this.guard.finds(text);
  }

  private async run(name: string, input: unknown, context: ToolContext, act: Act): Promise<ToolCall> {
    const startedAt = performance.now();
    const entry = this.entries.get(name);
    const secret = this.guard.finds([name, input]);
    const { outcome, observation } = secret
      ? refused('This call was not made: it holds something that must not leave this server. Do without it.')
      : await this.checked(entry, input, act);
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
      at: Date.now(),
    };
  }

  private async checked(entry: Entry | undefined, input: unknown, act: Act): Promise<Ended> {
    if (!entry) return refused(`There is no such tool. There are: ${this.names()}.`);
    const { tool } = entry;
    const problems = entry.check(input);
    if (problems.length > 0) return refused(`Wrong arguments: ${problems.slice(0, 5).join('; ')}.`);
    const host = tool.allowedHosts && hostProblem(input, tool.allowedHosts);
    if (host) return refused(`This call was not made: ${host}.`);
    const { outcome, observation } = await act(tool, input as Record<string, unknown>);
    if (!this.guard.finds(observation)) return { outcome, observation };
    this.logger.warn({ tool: tool.name, alert: true }, 'a tool gave back a secret; it was withheld');
    // What was done outside is done, whatever came of it.
    return {
      outcome: tool.asks ? outcome : 'refused',
      observation: 'What the tool gave back was withheld: it holds something that must not be shown.',
    };
  }

  private names(): string {
    return [...this.entries.keys()].join(', ') || 'none';
  }
}
