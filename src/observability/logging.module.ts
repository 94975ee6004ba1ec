import { Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { ChipConfig } from '../config/chip.config.ts';
import { loggerOptions } from './logger.options.ts';

@Module({
  imports: [LoggerModule.forRootAsync({ inject: [ChipConfig], useFactory: loggerOptions })],
})
export class LoggingModule {}
