import { isRecord, isText } from '../../config/json.ts';

/** A server answered that its tool failed. The message is the server's. */
export class McpToolError extends Error {
  override readonly name = 'McpToolError';
}

/**
 * What a tool's result says as text. Pictures, sounds and files are named, not handed on.
 *
 * @throws McpToolError when the result says that the tool failed.
 */
export function resultText(result: unknown): string {
  const { content, structuredContent, isError } = isRecord(result) ? result : {};
  const parts = Array.isArray(content) ? content.map(partText).filter((text) => text !== '') : [];
  const structured = structuredContent === undefined ? '' : JSON.stringify(structuredContent);
  const text = parts.length > 0 ? parts.join('\n') : structured;
  if (isError === true) throw new McpToolError(text || 'it did not say why');
  return text;
}

function partText(part: unknown): string {
  if (!isRecord(part)) return '';
  const { type, text, resource, uri, name } = part;
  if (type === 'text' && typeof text === 'string') return text;
  if (type === 'resource' && isRecord(resource) && typeof resource.text === 'string') return resource.text;
  if (type === 'resource_link') return `[a link: ${[name, uri].filter(isText).join(' ')}]`;
  return `[left out: ${String(type).slice(0, 20)}]`;
}
