import { Logger } from '@nestjs/common';
import type { McpServerSettings } from '../../config/mcp-servers.variable.ts';
import type { ToolRegistry } from '../tool.registry.ts';
import { listedTool, type ListedTool } from './listed-tool.ts';
import type { McpConnection } from './mcp.connection.ts';
import { McpTool } from './mcp.tool.ts';

/** Keeps the registry to what a server lists and its settings allow. */
export class OfferedTools {
  private readonly logger = new Logger(OfferedTools.name);
  private readonly settings: McpServerSettings;
  private readonly registry: ToolRegistry;
  private readonly connection: () => McpConnection | undefined;
  private readonly registered = new Map<string, McpTool>();

  constructor(
    settings: McpServerSettings,
    registry: ToolRegistry,
    connection: () => McpConnection | undefined,
  ) {
    this.settings = settings;
    this.registry = registry;
    this.connection = connection;
  }

  /** Takes a server's list of tools: new ones come, gone ones go, changed ones are replaced. */
  offer(items: readonly unknown[]): void {
    const { name: server, allow, asks } = this.settings;
    const listed = new Map(items.flatMap((item) => listedTool(item) ?? []).map((tool) => [tool.name, tool]));
    for (const [name, tool] of this.registered) {
      const now = listed.get(name);
      if (now && tool.isSameAs(now)) continue;
      this.registry.unregister(tool.name);
      this.registered.delete(name);
    }
    for (const name of [...allow, ...asks]) {
      const tool = listed.get(name);
      if (tool) this.register(tool);
      else this.logger.warn({ server, tool: name }, 'an allowed tool is not offered by its MCP server');
    }
    const left = listed.size - this.registered.size;
    this.logger.log({ server, tools: this.registered.size, left }, 'tools of an MCP server are known');
  }

  private register(listed: ListedTool): void {
    if (this.registered.has(listed.name)) return;
    const tool = new McpTool(this.settings, listed, this.connection);
    try {
      this.registry.register(tool);
      this.registered.set(listed.name, tool);
    } catch (error) {
      // Of the registry's own making, about a name or a schema.
      const problem = (error as Error).message;
      this.logger.error({ server: this.settings.name, problem }, 'a tool of an MCP server is left out');
    }
  }
}
