import type { ChatMessage, ToolCall, ToolDefinition } from '../dspy/messages.ts';

/** What makes the offline model call a tool, in this order. A model that understands needs no such words. */
const RULES: { tool: string; asked: RegExp; with: (match: RegExpExecArray) => object }[] = [
  {
    tool: 'current_time',
    asked: /\b(?:what (?:day|time|date)|today.s date|qu[eé] (?:d[ií]a|hora))/i,
    with: () => ({}),
  },
  {
    tool: 'remind',
    asked: /\bremind me in (\d{1,4}) (minute|hour)s? (?:to|of|about) (.{1,300})/i,
    with: ([, count, unit, text]) => ({
      action: 'set',
      in_minutes: Number(count) * (unit?.toLowerCase() === 'hour' ? 60 : 1),
      text,
    }),
  },
  {
    tool: 'remind',
    asked: /\bcancel (?:the|my) reminder (?:to|of|about) (.{1,300})/i,
    with: ([, which]) => ({ action: 'cancel', which }),
  },
  { tool: 'remind', asked: /\breminders\b/i, with: () => ({ action: 'list' }) },
  { tool: 'calendar', asked: /\b(?:what.?s on|events?|calendar|meetups?|eventos?)\b/i, with: () => ({}) },
  { tool: 'knowledge', asked: /\?\s*$/, with: ({ input }) => ({ query: input.slice(0, 200) }) },
];

const MOST_SHOWN = 600;

/** The call to make for the last text; undefined when there is none, or something was called for it already. */
export function offlineCall(
  messages: readonly ChatMessage[],
  tools: readonly ToolDefinition[],
): ToolCall | undefined {
  const last = messages.at(-1);
  if (last?.role !== 'user') return undefined;
  for (const { tool, asked, with: made } of RULES) {
    const match = asked.exec(last.content);
    if (match && tools.some(({ name }) => name === tool))
      return { id: 'call_0', name: tool, arguments: JSON.stringify(made(match)) };
  }
  return undefined;
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
