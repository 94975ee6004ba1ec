import { Injectable, Logger, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { startTracing } from './start-tracing.ts';

const STOP_BUDGET_MS = 1500;

/** Switches tracing on where the standard OTEL_* variables ask for it. */
@Injectable()
class Tracing implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Tracing');
  private stop: (() => Promise<void>) | undefined;

  constructor(private readonly config: ChipConfig) {}

  async onModuleInit(): Promise<void> {
    const { OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER, OTEL_SERVICE_NAME: serviceName } = this.config;
    const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own, OTEL_EXPORTER_OTLP_ENDPOINT: base } = this.config;
    const url = own ?? (base && `${base}/v1/traces`);
    if (OTEL_SDK_DISABLED || !OTEL_TRACES_EXPORTER.includes('otlp') || !url) return;
    this.stop = await startTracing({ url, serviceName });
    this.logger.log('traces go to the endpoint of OTEL_EXPORTER_OTLP_ENDPOINT');
  }

  async onApplicationShutdown(): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, STOP_BUDGET_MS).unref());
    await Promise.race([this.stop?.(), late]);
  }
}

@Module({ providers: [Tracing] })
export class TracingModule {}
