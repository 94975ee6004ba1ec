import { Module } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { ConversationStore } from '../conversation/conversation.store.ts';
import { endProcess } from './end-process.ts';
import { SqliteConversationStore } from './sqlite/sqlite.conversation-store.ts';
import { StoreLifecycle } from './store.lifecycle.ts';

@Module({
  providers: [
    {
      provide: ConversationStore,
      useFactory: (config: ChipConfig) => new SqliteConversationStore(config.DATABASE_PATH, endProcess),
      inject: [ChipConfig],
    },
    StoreLifecycle,
  ],
  exports: [ConversationStore],
})
export class PersistenceModule {}
