import type { McpServerSettings } from '../../config/mcp-servers.variable.ts';
import type { ToolRegistry } from '../tool.registry.ts';
import type { McpServer } from './mcp.server.ts';

/**
 * What serves the configured servers, loaded only if there are any. In a file without decorators: in one with them the
 * compiler leaves the `.ts` of an import that is made at run time.
 */
export async function makeServers(
  settings: readonly McpServerSettings[],
  registry: ToolRegistry,
): Promise<McpServer[]> {
  if (settings.length === 0) return [];
  const { McpServer: Server } = await import('./mcp.server.ts');
  return settings.map((each) => new Server(each, registry));
}
