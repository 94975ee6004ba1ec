import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { secretsOf } from '../config/secrets.ts';
import { BUILT_IN_TOOLS } from './built-in.tools.ts';
import { McpServers } from './mcp/mcp.servers.ts';
import { SecretGuard } from './secret.guard.ts';
import { ToolRegistry, TOOLS } from './tool.registry.ts';
import type { Tool } from './tool.ts';

export interface ToolParts {
  /** Modules that export what the tools below inject. */
  imports?: Required<DynamicModule>['imports'];
  /** Tools beside those that come with Chip: on because they are here. One line each. */
  tools?: Type<Tool>[];
}

/** What Chip can do besides answering. Global, since who calls tools knows the registry alone. */
@Module({})
export class ToolsModule {
  static forRoot({ imports = [], tools = [] }: ToolParts = {}): DynamicModule {
    return {
      module: ToolsModule,
      global: true,
      imports,
      providers: [
        ...BUILT_IN_TOOLS,
        ...tools,
        {
          provide: TOOLS,
          useFactory: (...collected: (Tool | undefined)[]) => collected.filter((tool) => tool !== undefined),
          inject: [...BUILT_IN_TOOLS.map(({ provide }) => provide), ...tools],
        },
        {
          provide: SecretGuard,
          useFactory: (config: ChipConfig) => new SecretGuard(secretsOf(config)),
          inject: [ChipConfig],
        },
        ToolRegistry,
        McpServers,
      ],
      exports: [ToolRegistry],
    };
  }
}
