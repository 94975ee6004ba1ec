import { Module } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';
import { chooseSender } from './choose-sender.ts';
import { LoopMessagingAdapter } from './loop.messaging-adapter.ts';
import { LoopSender } from './loop.sender.ts';

@Module({
  providers: [LoopMessagingAdapter, { provide: LoopSender, useFactory: chooseSender, inject: [ChipConfig] }],
  exports: [LoopMessagingAdapter],
})
export class LoopModule {}
