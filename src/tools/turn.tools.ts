import type { StagedWrite } from '../conversation/staged-write.ts';
import type { TurnAsks } from './asks/turn.asks.ts';
import type { ToolCall } from './tool.call.ts';
import type { ToolRegistry } from './tool.registry.ts';
import type { ToolContext, ToolDescription } from './tool.ts';

/** More in one turn is a model that goes round in circles, or was told to. */
const MOST_CALLS = 12;

/** A tool as the DSPy library calls it. */
export interface TurnTool extends ToolDescription {
  readonly name: string;
  invoke(args: Readonly<Record<string, unknown>>, options: { readonly signal: AbortSignal }): Promise<string>;
}

/** What is the same for every call of a turn. */
export type TurnContext = Omit<ToolContext, 'signal' | 'stage' | 'staged'>;

/** The tools as one turn may use them: for its conversation, so often and no more; with a record of each call. */
export class TurnTools {
  private readonly registry: ToolRegistry;
  private readonly context: TurnContext;
  private readonly done: ToolCall[] = [];
  private readonly writes: StagedWrite[] = [];
  private readonly asks: TurnAsks | undefined;
  private asked = 0;

  /** @param asks takes calls that need a yes; without it they are refused */
  constructor(registry: ToolRegistry, context: TurnContext, asks?: TurnAsks) {
    this.registry = registry;
    this.context = context;
    this.asks = asks;
  }

  /** Ready to be handed to a predictor that may call tools; empty when none is on. */
  get specs(): TurnTool[] {
    return this.registry.list().map((described) => ({
      ...described,
      invoke: (args, { signal }) => this.invoke(described.name, args, signal),
    }));
  }

  /** What was called so far, in order, to be recorded with the turn; one that was cut off without its arguments. */
  get calls(): readonly ToolCall[] {
    return this.done;
  }

  /** What the calls so far want stored with the turn, in order. */
  get staged(): readonly StagedWrite[] {
    return [...this.writes, ...(this.asks?.staged ?? [])];
  }

  private async invoke(name: string, args: unknown, signal: AbortSignal): Promise<string> {
    if (++this.asked > MOST_CALLS) return 'No more calls in this turn. Answer with what is known.';
    const { asks } = this;
    const writes: StagedWrite[] = [];
    const stage = (write: StagedWrite): void => void writes.push(write);
    const context = { ...this.context, signal, stage, staged: this.staged };
    const startedAt = performance.now();
    const cutOff = (): ToolCall => {
      const ms = Math.round(performance.now() - startedAt);
      return { tool: name, arguments: '', observation: '', outcome: 'timeout', ms, at: Date.now() };
    };
    const calling = this.registry.call(name, args, context, Infinity, asks && ((one) => asks.ask(one)));
    const call = await calling.catch((error: unknown) => {
      this.done.push(cutOff());
      throw error;
    });
    this.done.push(call);
    if (call.outcome === 'ok') this.writes.push(...writes);
    return call.observation;
  }
}
