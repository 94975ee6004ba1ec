import { Global, Module } from '@nestjs/common';
import { ConfigModule as NestConfigModule, registerAs } from '@nestjs/config';
import { ChipConfig } from './chip.config.ts';
import { readConfig } from './read-config.ts';

// The only place that reads the environment. A developer's .env must not change what tests see.
const chip = registerAs('chip', () => readConfig(process.env));

@Global()
@Module({
  imports: [NestConfigModule.forRoot({ load: [chip], ignoreEnvFile: process.env.NODE_ENV === 'test' })],
  providers: [{ provide: ChipConfig, useFactory: (config: ChipConfig) => config, inject: [chip.KEY] }],
  exports: [ChipConfig],
})
export class ConfigModule {}
