import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import rateLimit from '@fastify/rate-limit';
import { HttpException, HttpStatus, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger as PinoLogger } from 'nestjs-pino';
import type { FastifyRequest } from 'fastify';
import { AppModule } from './app.module.ts';
import { ChipConfig } from './config/chip.config.ts';
import { warningsAbout } from './config/rules.ts';
import { countRefusals } from './metrics/count-refusals.ts';
import { MetricsRegistry } from './metrics/metrics.registry.ts';
import { explainFailure } from './observability/explain-failure.ts';
import { logRequests } from './observability/request-log.ts';
import { addSecurityHeaders } from './security-headers.ts';

const logger = new Logger('Server');

/** Largest body a webhook may have. Loop's are below 20 kB. */
const BODY_LIMIT = 256 * 1024;
/** What requests that are under way at a stop get. A webhook is answered in milliseconds. */
const CLOSE_BUDGET_MS = 1500;
const STOP_BUDGET_MS = 10_000;

/**
 * The HTTP side as every start gets it, tests included. Bodies arrive as raw bytes: a signature is made over bytes,
 * and which parser is right is the channel's to say.
 */
export function httpAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // A slash too many in the dashboard must not cost a text.
    routerOptions: { ignoreTrailingSlash: true },
    genReqId: () => randomUUID(),
    // Node's own limits let a slow sender hold a socket for five minutes.
    requestTimeout: 15_000,
    connectionTimeout: 60_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5000 },
  });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  fastify.addHook('preClose', (done) => {
    logger.log('stopping');
    closeKeptConnections(fastify.server);
    done();
  });
  return adapter;
}

/** Options that belong to the adapter above. Nest's own logger is off: it prints errors whole. */
export const NEST_OPTIONS = {
  bodyParser: false,
  logger: false,
  bufferLogs: true,
  abortOnError: false,
} as const;

/** Everything between a created application and one that listens. */
export async function prepare(app: NestFastifyApplication): Promise<NestFastifyApplication> {
  const config = app.get(ChipConfig);
  app.useLogger(app.get(PinoLogger));
  logRequests(app.getHttpAdapter().getInstance(), logger);
  countRefusals(app.getHttpAdapter().getInstance(), app.get(MetricsRegistry, { strict: false }));
  app.enableShutdownHooks([], { useProcessExit: true });
  await addSecurityHeaders(app, config);
  if (config.HTTP_RATE_LIMIT > 0) {
    await app.register(rateLimit, {
      max: config.HTTP_RATE_LIMIT,
      timeWindow: 60_000,
      keyGenerator: (request) => clientAddress(request, config.TRUST_PROXY),
      // Nest answers only its own exceptions with their status.
      errorResponseBuilder: (_request, { after }) =>
        new HttpException(`too many requests; come again in ${after}`, HttpStatus.TOO_MANY_REQUESTS),
      // Whoever watches the server's health must never be told to wait.
      allowList: ({ routeOptions }) => routeOptions.url !== '/webhooks/:channel',
    });
  }
  for (const warning of warningsAbout(config)) logger.warn(warning);
  return app;
}

/** Listens where the configuration says; with no HOST on all interfaces, IPv4 alone where there is no IPv6. */
export async function listen(app: NestFastifyApplication): Promise<void> {
  const { HOST, PORT } = app.get(ChipConfig);
  try {
    await app.listen(PORT, HOST ?? '::');
  } catch (error) {
    const noIpv6 = ['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (HOST !== undefined || !noIpv6) throw error;
    await app.listen(PORT, '0.0.0.0');
  }
  const address = app.getHttpServer().address();
  logger.log(`listening on port ${typeof address === 'object' ? address?.port : PORT}`);
}

/** Starts Chip, or says what hinders it and ends the process. */
export async function start(): Promise<void> {
  // A stop that hangs (a disk that does not answer) must not need another signal.
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => setTimeout(() => process.exit(1), STOP_BUDGET_MS).unref());
  }
  for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, endWith);
  try {
    const app = await NestFactory.create<NestFastifyApplication>(AppModule, httpAdapter(), NEST_OPTIONS);
    await listen(await prepare(app));
  } catch (error) {
    endWith(error);
  }
}

/** Node would print such an error whole, with the request that an HTTP client keeps in it. */
function endWith(error: unknown): never {
  process.stderr.write(explainFailure(error));
  process.exit(1);
}

/**
 * Node closes the connections that are idle when a server closes, and waits for all others: for those that become idle
 * later until their keep-alive ends, for those that have never sent a whole request for ever.
 */
function closeKeptConnections(server: Server): void {
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const end = setTimeout(() => server.closeAllConnections(), CLOSE_BUDGET_MS);
  server.once('close', () => {
    clearInterval(sweep);
    clearTimeout(end);
  });
}

/** The last address that a proxy of ours has seen; what stands further left in the header anybody can write. */
function clientAddress(request: FastifyRequest, hops: number): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
  const address = hops > 0 ? forwarded.at(-hops)?.trim() : undefined;
  return address || request.socket.remoteAddress || 'unknown';
}
