import { refused, type Ended } from '../tool.call.ts';
import type { Tool } from '../tool.ts';
import type { WantedCall } from './turn.asks.ts';

/** Keeps a call until somebody has said yes to it. */
export type AskFirst = (wanted: WantedCall) => Promise<Ended>;

/** Has the person asked instead of the tool called. */
export function askFirst(
  tool: Tool,
  input: Record<string, unknown>,
  ask: AskFirst | undefined,
): Promise<Ended> {
  if (!ask) return Promise.resolve(refused('This call was not made: nobody can be asked for a yes here.'));
  return ask({ tool: tool.name, input, summary: tool.summary(input) });
}
