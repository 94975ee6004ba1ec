import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { ToolRegistry } from '../tool.registry.ts';
import { makeServers } from './make-servers.ts';
import type { McpServer } from './mcp.server.ts';

/** The configured MCP servers. They are connected in the background: neither a start nor a turn waits for one. */
@Injectable()
export class McpServers implements OnApplicationBootstrap, OnApplicationShutdown {
  private servers: McpServer[] = [];

  constructor(
    private readonly config: ChipConfig,
    private readonly registry: ToolRegistry,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.servers = await makeServers(this.config.MCP_SERVERS, this.registry);
    for (const server of this.servers) server.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }
}
