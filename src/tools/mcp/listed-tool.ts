import { isRecord, isText } from '../../config/json.ts';
import type { ToolParameters } from '../tool.ts';

/** A tool as a server lists it, as far as it concerns us. */
export interface ListedTool {
  name: string;
  description: string;
  parameters: ToolParameters;
  /** The server itself says that it changes something. That it changes nothing is for whoever set it up to say. */
  writes: boolean;
}

/** Prompt text that a stranger wrote. */
const MOST_DESCRIPTION = 600;

/** Undefined when it is no tool, or one that can only be called in a way that Chip does not know. */
export function listedTool(item: unknown): ListedTool | undefined {
  if (!isRecord(item) || typeof item.name !== 'string' || !isRecord(item.inputSchema)) return undefined;
  if (isRecord(item.execution) && item.execution.taskSupport === 'required') return undefined;
  const description = [item.description, item.title].find(isText) ?? '';
  const { type, properties = {}, ...others } = item.inputSchema;
  return {
    name: item.name,
    description: oneLine(description) || item.name,
    parameters: { ...others, type, properties } as unknown as ToolParameters,
    writes: saysThatItWrites(item.annotations),
  };
}

/** https://modelcontextprotocol.io/specification/2025-06-18/schema#toolannotations */
function saysThatItWrites(annotations: unknown): boolean {
  return (
    isRecord(annotations) && (annotations.readOnlyHint === false || annotations.destructiveHint === true)
  );
}

/** What Chip calls it: the server's name, then its own, in letters that every provider takes. */
export function toolName(server: string, tool: string): string {
  const name = `${server}_${tool}`.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  return name.slice(0, 64).replace(/_+$/, '');
}

function oneLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  return line.length > MOST_DESCRIPTION ? `${line.slice(0, MOST_DESCRIPTION).toWellFormed()} [...]` : line;
}
