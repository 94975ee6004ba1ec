import type { ToolCall } from '../messages.ts';
import { TimeLimitError, withTimeLimit } from '../time-limit.ts';
import type { ToolSpec, ToolStep } from './tool.ts';

/** About a thousand tokens. Whatever a tool gives back is paid for again in every later round. */
const MOST_CHARACTERS = 4_000;

/**
 * Does what the model asked for. Whatever goes wrong becomes an observation, so that the model can mend its call or
 * answer without.
 *
 * @throws the signal's reason when the caller aborts, and nothing else.
 */
export async function runTool(
  tools: readonly ToolSpec[],
  { name, arguments: json }: ToolCall,
  { limitMs, signal }: { limitMs: number; signal: AbortSignal | undefined },
): Promise<ToolStep> {
  const step = (observation: string, failed: boolean): ToolStep => ({
    tool: name,
    arguments: json,
    observation: shortened(observation),
    failed,
  });
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool) return step(`There is no tool ${name}. There are: ${tools.map(nameOf).join(', ')}.`, true);
  const args = readArguments(json);
  if (!args) return step('The arguments must be one JSON object.', true);
  try {
    const result = await withTimeLimit(limitMs, signal, (stop) => tool.invoke(args, { signal: stop }));
    return step(typeof result === 'string' ? result : (JSON.stringify(result) ?? 'Done.'), false);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof TimeLimitError) return step('The tool did not answer in time.', true);
    return step(`The tool failed: ${error instanceof Error ? error.message : 'unknown error'}`, true);
  }
}

/** Models leave the arguments of a tool that has none empty. */
function readArguments(json: string): Readonly<Record<string, unknown>> | undefined {
  if (json.trim() === '') return {};
  try {
    const args: unknown = JSON.parse(json);
    return typeof args === 'object' && args !== null && !Array.isArray(args)
      ? (args as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function shortened(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS).toWellFormed()}\n[${text.length - MOST_CHARACTERS} more characters left out]`;
}

function nameOf({ name }: ToolSpec): string {
  return name;
}
