import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.ts';
import { RootController } from './root.controller.ts';
import { StoreIndicator } from './store.indicator.ts';
import { WorkersIndicator } from './workers.indicator.ts';

@Module({
  // Terminus writes a failed check to the log as text; the answer already says it.
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [RootController, HealthController],
  providers: [StoreIndicator, WorkersIndicator],
})
export class HealthModule {}
