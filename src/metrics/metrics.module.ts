import { Module } from '@nestjs/common';
import { BacklogMetrics } from './backlog.metrics.ts';
import { MetricsController } from './metrics.controller.ts';
import { MetricsRegistry } from './metrics.registry.ts';
import { SignalMetrics } from './signal.metrics.ts';

/** `GET /metrics` for Prometheus. */
@Module({
  controllers: [MetricsController],
  providers: [MetricsRegistry, SignalMetrics, BacklogMetrics],
})
export class MetricsModule {}
