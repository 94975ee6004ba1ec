import { Tool, type ToolContext, type ToolDescription } from '../../src/tools/tool.ts';

/** Pins a note to a board outside: a tool whose effect can be counted. */
export class BoardTool extends Tool {
  readonly name = 'board';
  override readonly asks: boolean = true;
  override timeoutMs = 8000;
  readonly pinned: string[] = [];
  /** What happens after the note is on the board. */
  after: (context: ToolContext) => Promise<unknown> = () => Promise.resolve('It is the third note.');

  override describe(): ToolDescription {
    const note = { type: 'string', maxLength: 300 };
    return {
      description: 'Pins a note to the board.',
      parameters: { type: 'object', properties: { note }, required: ['note'] },
    };
  }

  override async invoke({ note }: { note: string }, context: ToolContext): Promise<unknown> {
    this.pinned.push(note);
    return this.after(context);
  }
}
