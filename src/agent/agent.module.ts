import { Module } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { ConversationStore } from '../conversation/conversation.store.ts';
import { Responder } from '../conversation/responder.ts';
import { Confirmations } from '../tools/asks/confirmations.ts';
import { ToolRegistry } from '../tools/tool.registry.ts';
import { chipRespondProvider } from './artifact.provider.ts';
import { ChipResponder } from './chip.responder.ts';
import { ConfirmingResponder } from './confirming.responder.ts';
import { languageModelProvider } from './language-model.provider.ts';
import { ModelCheck } from './model.check.ts';
import { RoutingResponder } from './sub-agents/routing.responder.ts';
import { SubAgentCaller } from './sub-agents/sub-agent.caller.ts';
import { subAgentRouterProvider } from './sub-agents/sub-agent-router.provider.ts';
import { TurnAnswerer } from './turn.answerer.ts';

/** Chip himself, and who answers in his place. */
@Module({
  providers: [
    languageModelProvider,
    chipRespondProvider,
    ModelCheck,
    TurnAnswerer,
    ChipResponder,
    subAgentRouterProvider,
    SubAgentCaller,
    RoutingResponder,
    {
      provide: Responder,
      inject: [RoutingResponder, ConversationStore, ToolRegistry, ChipConfig],
      useFactory: (
        routing: RoutingResponder,
        store: ConversationStore,
        registry: ToolRegistry,
        config: ChipConfig,
      ) =>
        new ConfirmingResponder(routing, new Confirmations(store.tools, registry, config.DEFAULT_TIME_ZONE)),
    },
  ],
  exports: [Responder, ChipResponder, TurnAnswerer],
})
export class AgentModule {}
