import { context, trace } from '@opentelemetry/api';
import { forcedIds } from './trace-ids.ts';
import { setTracing } from './tracing.ts';

export interface TracingOptions {
  /** Where spans are posted to (OTLP over HTTP, protobuf). Headers, sampling and batching are read from OTEL_* by the SDK. */
  url: string;
  serviceName: string;
}

/**
 * Loads the SDK, registers it, and says how to stop it. A plain file, and loaded only when it is asked for: the SDK is 10
 * MB that nobody needs who does not trace.
 */
export async function startTracing({ url, serviceName }: TracingOptions): Promise<() => Promise<void>> {
  const [{ NodeTracerProvider, BatchSpanProcessor, RandomIdGenerator }, { OTLPTraceExporter }, resources] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-proto'),
      import('@opentelemetry/resources'),
    ]);
  const random = new RandomIdGenerator();
  const fromEnvironment = resources.detectResources({ detectors: [resources.envDetector] });
  const provider = new NodeTracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': serviceName }).merge(fromEnvironment),
    idGenerator: {
      generateTraceId: () => forcedIds()?.traceId ?? random.generateTraceId(),
      generateSpanId: () => forcedIds()?.spanId ?? random.generateSpanId(),
    },
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  provider.register();
  setTracing(true);
  return async () => {
    setTracing(false);
    // What is left is sent; a collector that is away must not hold up a stop.
    await provider.shutdown().catch(() => undefined);
    trace.disable();
    context.disable();
  };
}
