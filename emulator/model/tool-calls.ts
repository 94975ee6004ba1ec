import type { ToolRule } from '../faults.ts';
import { isText, type Json } from '../http.ts';
import { lastUserText } from './user-text.ts';

/**
 * The calls that the rules want made about the last text, all at once; undefined when there are none, when the request
 * offers no tools, or when they have been made already.
 */
export function ruledCalls(rules: readonly ToolRule[] = [], body: Json): ToolRule[] | undefined {
  const messages = body.messages as Json[];
  if (!Array.isArray(body.tools) || toolMessages(messages).length > 0) return undefined;
  const text = lastUserText(messages).toLowerCase();
  const wanted = rules.filter(({ says }) => text.includes(says.toLowerCase()));
  return wanted.length > 0 ? wanted : undefined;
}

/** What the tools gave since the last text, so that a test sees what the model was shown. */
export function toolsSaid(messages: Json[]): string[] {
  return toolMessages(messages).map(({ content }) => `Tool: ${isText(content) ? content : ''}`);
}

function toolMessages(messages: Json[]): Json[] {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  return messages.slice(last + 1).filter(({ role }) => role === 'tool');
}
