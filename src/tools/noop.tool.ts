import { Tool, type ToolDescription } from './tool.ts';

/** Does nothing: what a tool needs, and no more. Copy it to begin one of your own; docs/extending.md goes on from here. */
export class NoopTool extends Tool {
  readonly name = 'noop';

  override describe(): ToolDescription {
    return { description: 'Does nothing.', parameters: { type: 'object', properties: {} } };
  }

  override invoke(): Promise<unknown> {
    return Promise.resolve('Done.');
  }
}
