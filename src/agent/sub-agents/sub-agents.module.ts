import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { BUILT_IN_SUB_AGENTS } from './built-in.sub-agents.ts';
import { SUB_AGENTS, SubAgentRegistry } from './sub-agent.registry.ts';
import type { SubAgent } from './sub-agent.ts';

export interface SubAgentParts {
  /** Modules that export what the sub-agents below inject. */
  imports?: Required<DynamicModule>['imports'];
  /** Sub-agents beside those that come with Chip: on because they are here. One line each. */
  subAgents?: Type<SubAgent>[];
}

/** Who may answer in Chip's place. Global, since who asks them knows the registry alone. */
@Module({})
export class SubAgentsModule {
  static forRoot({ imports = [], subAgents = [] }: SubAgentParts = {}): DynamicModule {
    return {
      module: SubAgentsModule,
      global: true,
      imports,
      providers: [
        ...BUILT_IN_SUB_AGENTS,
        ...subAgents,
        {
          provide: SUB_AGENTS,
          useFactory: (...collected: (SubAgent | undefined)[]) =>
            collected.filter((subAgent) => subAgent !== undefined),
          inject: [...BUILT_IN_SUB_AGENTS.map(({ provide }) => provide), ...subAgents],
        },
        SubAgentRegistry,
      ],
      exports: [SubAgentRegistry],
    };
  }
}
