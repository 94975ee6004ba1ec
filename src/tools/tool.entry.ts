import type { CheckArguments } from './check-arguments.ts';
import type { Tool, ToolDescription } from './tool.ts';

/** What providers take as a function's name (https://platform.openai.com/docs/api-reference/chat/create). */
const NAME = /^[a-z][a-z0-9_]{0,63}$/;

/** A tool as it is registered: what it says of itself is asked once. */
export interface Entry {
  readonly tool: Tool;
  readonly described: ToolDescription;
  readonly check: CheckArguments;
}

/** @throws Error when its name is no usable one, or its schema is wrong. */
export function makeEntry(tool: Tool): Entry {
  const { name } = tool;
  if (!NAME.test(name))
    throw new Error(`tool "${name}": a name is lower case letters, digits and underscores, at most 64`);
  try {
    return { tool, described: tool.describe(), check: tool.argumentCheck() };
  } catch (error) {
    throw new Error(`tool "${name}": ${error instanceof Error ? error.message : 'its schema is wrong'}`, {
      cause: error,
    });
  }
}
