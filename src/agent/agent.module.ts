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
import { TurnAnswerer } from './turn.answerer.ts';

/** Chip himself. */
@Module({
  providers: [
    languageModelProvider,
    chipRespondProvider,
    ModelCheck,
    TurnAnswerer,
    ChipResponder,
    {
      provide: Responder,
      inject: [ChipResponder, ConversationStore, ToolRegistry, ChipConfig],
      useFactory: (chip: Responder, store: ConversationStore, registry: ToolRegistry, config: ChipConfig) =>
        new ConfirmingResponder(chip, new Confirmations(store.tools, registry, config.DEFAULT_TIME_ZONE)),
    },
  ],
  exports: [Responder, ChipResponder, TurnAnswerer],
})
export class AgentModule {}
