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

/** The tools as one turn may use them: for its conversation, so often and no more; with a record of each call. */
export class TurnTools {
  private readonly registry: ToolRegistry;
  private readonly context: Omit<ToolContext, 'signal'>;
  private readonly done: ToolCall[] = [];
  private asked = 0;

  constructor(registry: ToolRegistry, context: Omit<ToolContext, 'signal'>) {
    this.registry = registry;
    this.context = context;
  }

  /** Ready to be handed to a predictor that may call tools; empty when none is on. */
  get specs(): TurnTool[] {
    return this.registry.list().map((described) => ({
      ...described,
      invoke: (args, { signal }) => this.invoke(described.name, args, signal),
    }));
  }

  /** What was called so far, in order, to be recorded with the turn. Calls that the turn's end cut off are not in it. */
  get calls(): readonly ToolCall[] {
    return this.done;
  }

  private async invoke(name: string, args: unknown, signal: AbortSignal): Promise<string> {
    if (++this.asked > MOST_CALLS) return 'No more calls in this turn. Answer with what is known.';
    const call = await this.registry.call(name, args, { ...this.context, signal }, Infinity);
    this.done.push(call);
    return call.observation;
  }
}
