import { Module } from '@nestjs/common';
import { ConversationStore } from '../conversation/conversation.store.ts';
import { ChipConfig } from '../config/chip.config.ts';
import { createStore } from './create-store.ts';
import { StoreLifecycle } from './store.lifecycle.ts';

@Module({
  providers: [{ provide: ConversationStore, useFactory: createStore, inject: [ChipConfig] }, StoreLifecycle],
  exports: [ConversationStore],
})
export class PersistenceModule {}
