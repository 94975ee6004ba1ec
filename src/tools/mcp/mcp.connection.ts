import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { McpServerSettings } from '../../config/mcp-servers.variable.ts';
import { isAnswer } from './mcp.errors.ts';
import { openTransport, type OpenTransport } from './mcp.transport.ts';

/** Of a server that does not answer. */
const CONNECT_MS = 20_000;
const LIST_MS = 10_000;
const PING_MS = 5_000;
/** Pages of a list of tools. One that never ends is left at that. */
const MOST_PAGES = 20;

export interface McpConnectionEvents {
  onToolsChanged: () => void;
  /** Once, when nothing more can be expected of it. */
  onLost: () => void;
}

/** One live session with an MCP server. */
export class McpConnection {
  private readonly client: Client;
  private readonly transport: OpenTransport;
  private readonly events: McpConnectionEvents;
  private checking: Promise<void> | undefined;
  private state: 'opening' | 'open' | 'over' = 'opening';

  private constructor(client: Client, transport: OpenTransport, events: McpConnectionEvents) {
    this.client = client;
    this.transport = transport;
    this.events = events;
  }

  /** @throws whatever the SDK throws when there is no session in time, or the signal's reason. */
  static async open(
    settings: McpServerSettings,
    events: McpConnectionEvents,
    signal: AbortSignal,
  ): Promise<McpConnection> {
    // Loaded here and not above: 200 ms and 35 MB that an installation without MCP servers can do without.
    const [{ Client }, { ToolListChangedNotificationSchema }] = await Promise.all([
      import('@modelcontextprotocol/sdk/client/index.js'),
      import('@modelcontextprotocol/sdk/types.js'),
    ]);
    const transport = await openTransport(settings.reach);
    // No capabilities: a server may ask for neither the model nor the person nor files.
    const client = new Client({ name: 'chip', version: '1' }, { capabilities: {} });
    const connection = new McpConnection(client, transport, events);
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => events.onToolsChanged());
    client.onclose = () => connection.end();
    try {
      await client.connect(transport.transport, { timeout: CONNECT_MS, signal });
      if (connection.isOver) throw new Error('the server closed the connection');
      connection.state = 'open';
    } catch (error) {
      await connection.close();
      signal.throwIfAborted();
      throw error;
    }
    // A stream that broke off says nothing about the next request.
    client.onerror = () => void connection.check();
    return connection;
  }

  /** What the server lists as its tools, not yet looked at. */
  async listTools(signal: AbortSignal): Promise<unknown[]> {
    const { ResultSchema } = await import('@modelcontextprotocol/sdk/types.js');
    const tools: unknown[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      // The SDK's own listTools() fails as a whole for one tool that it cannot read.
      const params = cursor === undefined ? {} : { cursor };
      const result = await this.client.request({ method: 'tools/list', params }, ResultSchema, {
        timeout: LIST_MS,
        signal,
      });
      if (Array.isArray(result.tools)) tools.push(...(result.tools as unknown[]));
      if (typeof result.nextCursor !== 'string') break;
      cursor = result.nextCursor;
    }
    return tools;
  }

  /** The result of a tool as the server gave it. A failure of the connection is looked into. */
  async call(
    name: string,
    args: Record<string, unknown>,
    signal: AbortSignal,
    timeoutMs: number,
  ): Promise<unknown> {
    const { ResultSchema } = await import('@modelcontextprotocol/sdk/types.js');
    try {
      const request = { method: 'tools/call', params: { name, arguments: args } };
      return await this.client.request(request, ResultSchema, { signal, timeout: timeoutMs });
    } catch (error) {
      if (!isAnswer(error)) void this.check();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.state = 'over';
    await this.transport.close();
  }

  private get isOver(): boolean {
    return this.state === 'over';
  }

  /** Asks for a sign of life, and gives the session up when there is none. Concurrent callers share one question. */
  private check(): Promise<void> {
    this.checking ??= this.isAlive()
      .then(async (alive) => {
        if (alive || this.isOver) return;
        this.end();
        await this.transport.close();
      })
      .finally(() => (this.checking = undefined));
    return this.checking;
  }

  private async isAlive(): Promise<boolean> {
    try {
      await this.client.ping({ timeout: PING_MS });
      return true;
    } catch (error) {
      return isAnswer(error);
    }
  }

  private end(): void {
    const wasOpen = this.state === 'open';
    this.state = 'over';
    if (wasOpen) this.events.onLost();
  }
}
