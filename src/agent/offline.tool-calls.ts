import type { ChatMessage, ToolCall, ToolDefinition } from '../dspy/messages.ts';

/** What makes the offline model call a tool, in this order. A model that understands needs no such words. */
const RULES: { tool: string; asked: RegExp; with: (text: string) => object }[] = [
  {
    tool: 'current_time',
    asked: /\b(?:what (?:day|time|date)|today.s date|qu[eé] (?:d[ií]a|hora))/i,
    with: () => ({}),
  },
  { tool: 'calendar', asked: /\b(?:what.?s on|events?|calendar|meetups?|eventos?)\b/i, with: () => ({}) },
  { tool: 'knowledge', asked: /\?\s*$/, with: (text) => ({ query: text.slice(0, 200) }) },
];

const MOST_SHOWN = 600;

/** The call to make for the last text; undefined when there is none, or something was called for it already. */
export function offlineCall(
  messages: readonly ChatMessage[],
  tools: readonly ToolDefinition[],
): ToolCall | undefined {
  const last = messages.at(-1);
  if (last?.role !== 'user') return undefined;
  const rule = RULES.find(
    ({ tool, asked }) => asked.test(last.content) && tools.some(({ name }) => name === tool),
  );
  return rule && { id: 'call_0', name: rule.tool, arguments: JSON.stringify(rule.with(last.content)) };
}

/** What tools have given since the last text, as it may stand in a text message. */
export function toolsSaid(messages: readonly ChatMessage[]): string[] {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  return messages.slice(last + 1).flatMap((message) => {
    if (message.role !== 'tool') return [];
    const words = wordsIn(message.content).join('\n');
    const shown = words.length > MOST_SHOWN ? `${words.slice(0, MOST_SHOWN).toWellFormed()}...` : words;
    return [`A tool says:\n${shown}`];
  });
}

/** The texts in a result, without its form: nobody wants to read JSON on a phone. */
function wordsIn(result: string): string[] {
  try {
    return textsIn(JSON.parse(result));
  } catch {
    return [result];
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
