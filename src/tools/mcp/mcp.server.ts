import { Logger } from '@nestjs/common';
import type { McpServerSettings } from '../../config/mcp-servers.variable.ts';
import { backoffMs } from '../../conversation/backoff.ts';
import { sleep } from '../../conversation/time-limit.ts';
import type { ToolRegistry } from '../tool.registry.ts';
import { McpConnection } from './mcp.connection.ts';
import { connectionProblem } from './mcp.errors.ts';
import { OfferedTools } from './offered.tools.ts';

export interface ReconnectTimes {
  baseMs: number;
  capMs: number;
}

/** One configured server: connected in the background, for as long as Chip runs, again and again where need be. */
export class McpServer {
  private readonly logger = new Logger(McpServer.name);
  private readonly settings: McpServerSettings;
  private readonly times: ReconnectTimes;
  private readonly tools: OfferedTools;
  private readonly stopping = new AbortController();
  private connection: McpConnection | undefined;
  private running: Promise<void> | undefined;

  constructor(
    settings: McpServerSettings,
    registry: ToolRegistry,
    times: ReconnectTimes = { baseMs: 1000, capMs: 60_000 },
  ) {
    this.settings = settings;
    this.times = times;
    this.tools = new OfferedTools(settings, registry, () => this.connection);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Ends the connection, and the program if it is one. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('Chip stops'));
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const server = this.settings.name;
    for (let attempt = 0; !signal.aborted; attempt++) {
      const startedAt = performance.now();
      try {
        await this.serve(signal);
        if (!signal.aborted) this.logger.warn({ server }, 'an MCP server was lost; connecting again');
      } catch (error) {
        if (signal.aborted) break;
        const reason = connectionProblem(error);
        this.logger.warn({ server, reason, attempt }, 'an MCP server cannot be used; trying again');
      }
      // One that has worked for a while is most likely back at once; one that keeps ending is not.
      if (performance.now() - startedAt > this.times.capMs) attempt = 0;
      await sleep(backoffMs(attempt, this.times.baseMs, this.times.capMs), signal);
    }
  }

  /** One session, from its beginning to its loss or our stop. */
  private async serve(signal: AbortSignal): Promise<void> {
    const lost = Promise.withResolvers<void>();
    const end = (): void => lost.resolve();
    signal.addEventListener('abort', end, { once: true });
    const events = { onLost: end, onToolsChanged: () => void this.refresh() };
    const connection = await McpConnection.open(this.settings, events, signal);
    try {
      this.tools.offer(await connection.listTools(signal));
      this.connection = connection;
      await lost.promise;
    } finally {
      this.connection = undefined;
      signal.removeEventListener('abort', end);
      await connection.close();
    }
  }

  private async refresh(): Promise<void> {
    try {
      const tools = await this.connection?.listTools(this.stopping.signal);
      if (tools) this.tools.offer(tools);
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      const reason = connectionProblem(error);
      this.logger.warn({ server: this.settings.name, reason }, 'the tools of an MCP server cannot be listed');
    }
  }
}
