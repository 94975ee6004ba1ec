import { TimeLimitError, within } from '../conversation/time-limit.ts';
import { NothingFound } from './nothing-found.ts';
import { observationOf, type Ended } from './tool.call.ts';
import type { Tool, ToolContext } from './tool.ts';
import { untilAborted } from './until-aborted.ts';

/**
 * Has a tool do it, within its own time and what is left. Whatever it throws becomes an observation.
 *
 * @throws the context signal's reason when the turn ends, and nothing else.
 */
export async function invokeTool(
  tool: Tool,
  input: Record<string, unknown>,
  context: ToolContext,
  limitMs: number,
): Promise<Ended> {
  context.signal.throwIfAborted();
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, context.signal]);
  try {
    const work = tool.invoke(input, { ...context, signal });
    const result = await within(Math.min(tool.timeoutMs, limitMs), untilAborted(work, context.signal));
    return result instanceof NothingFound
      ? { outcome: 'empty', observation: observationOf(result.shown) }
      : { outcome: 'ok', observation: observationOf(result) };
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof TimeLimitError)
      return { outcome: 'timeout', observation: 'The tool did not answer in time.' };
    const why = error instanceof Error && error.message ? error.message : 'unknown error';
    return { outcome: 'failed', observation: observationOf(`The tool failed: ${why.slice(0, 500)}`) };
  } finally {
    over.abort();
  }
}
