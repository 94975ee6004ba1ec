import type { McpServerSettings } from '../../config/mcp-servers.variable.ts';
import type { CheckArguments } from '../check-arguments.ts';
import { Tool, type ToolContext, type ToolDescription } from '../tool.ts';
import { foreignArgumentCheck } from './foreign-arguments.ts';
import { toolName, type ListedTool } from './listed-tool.ts';
import type { McpConnection } from './mcp.connection.ts';
import { isAnswer } from './mcp.errors.ts';
import { McpToolError, resultText } from './result-text.ts';

/** One tool of an MCP server. It stays when the server is away, so that a prompt does not change with each connection. */
export class McpTool extends Tool {
  readonly name: string;
  override readonly allowedHosts: readonly string[];
  override readonly asks: boolean;
  private readonly listed: ListedTool;
  private readonly connection: () => McpConnection | undefined;

  constructor(
    server: Pick<McpServerSettings, 'name' | 'allowHosts' | 'asks'>,
    listed: ListedTool,
    connection: () => McpConnection | undefined,
  ) {
    super();
    this.name = toolName(server.name, listed.name);
    this.allowedHosts = server.allowHosts;
    this.asks = listed.writes || server.asks.includes(listed.name);
    this.listed = listed;
    this.connection = connection;
  }

  override describe(): ToolDescription {
    return { description: this.listed.description, parameters: this.listed.parameters };
  }

  override argumentCheck(): CheckArguments {
    return foreignArgumentCheck(this.listed.parameters);
  }

  /** @throws Error with the server's words when its tool failed, in our own when the server is away. */
  override async invoke(args: Record<string, unknown>, { signal }: ToolContext): Promise<unknown> {
    const connection = this.connection();
    if (!connection) throw new Error('its server cannot be reached at the moment');
    try {
      return resultText(await connection.call(this.listed.name, args, signal, this.timeoutMs));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof McpToolError || isAnswer(error)) throw error;
      // A foreign message may quote the address or a header.
      throw new Error('its server cannot be reached at the moment', { cause: error });
    }
  }

  /** Whether a list names the same thing again. */
  isSameAs(listed: ListedTool): boolean {
    return JSON.stringify(listed) === JSON.stringify(this.listed);
  }
}
