import type { ToolContext } from '../../src/tools/tool.ts';

/** A call in a conversation with one person, on Wednesday, 10 March 2027, at noon in Chicago. */
export function toolContext(fields: Partial<ToolContext> = {}): ToolContext {
  return {
    conversationId: 'conversation-1',
    kind: 'person',
    now: Date.parse('2027-03-10T18:00:00Z'),
    timeZone: 'America/Chicago',
    signal: new AbortController().signal,
    stage: () => undefined,
    ...fields,
  };
}
