import type { CheckArguments } from '../../../src/tools/check-arguments.ts';
import { Tool, type ToolContext, type ToolDescription } from '../../../src/tools/tool.ts';

/** What tools did outside, and whom it reached. */
export interface Effects {
  did: { tool: string; input: Record<string, unknown>; to: unknown }[];
  notes: Record<string, string>;
}

export const newEffects = (notes: Record<string, string>): Effects => ({ did: [], notes });

interface Looseness {
  effects: Effects;
  properties: Record<string, object>;
  required: string[];
  /** Takes arguments as they come. */
  unchecked?: boolean;
  hosts?: string[] | undefined;
  asks?: boolean;
  gives?: string;
}

/** A tool that trusts its arguments in every way a tool should not: only what stands around it keeps it in. */
export class LooseTool extends Tool {
  readonly name: string;
  override readonly asks: boolean;
  override readonly allowedHosts: readonly string[] | undefined;
  private readonly loose: Looseness;

  constructor(name: string, loose: Looseness) {
    super();
    this.name = name;
    this.loose = loose;
    this.asks = loose.asks ?? false;
    this.allowedHosts = loose.hosts;
  }

  override describe(): ToolDescription {
    const { properties, required } = this.loose;
    return { description: `Does ${this.name}.`, parameters: { type: 'object', properties, required } };
  }

  override argumentCheck(): CheckArguments {
    return this.loose.unchecked ? () => [] : super.argumentCheck();
  }

  override invoke(input: Record<string, unknown>, { conversationId }: ToolContext): Promise<unknown> {
    const { effects, gives } = this.loose;
    // As code does that merges what it was given into its own.
    const merged: Record<string, unknown> = {};
    for (const key of Object.keys(input))
      Object.assign(merged, key === '__proto__' ? input[key] : { [key]: input[key] });
    const found = ['to', 'recipient', 'cc', 'target', 'phone'].find((key) => merged[key] !== undefined);
    effects.did.push({ tool: this.name, input, to: found === undefined ? 'self' : merged[found] });
    const conversation = merged.conversation ?? merged.conversationId ?? conversationId;
    if (this.name === 'diary') return Promise.resolve(effects.notes[conversation as string] ?? 'nothing');
    return Promise.resolve(gives ?? 'Done.');
  }
}
