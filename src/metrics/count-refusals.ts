import type { FastifyInstance } from 'fastify';
import type { MetricsRegistry } from './metrics.registry.ts';

const OUTCOMES: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'unauthorized',
  404: 'unknown-channel',
  408: 'too-slow',
  413: 'too-large',
  415: 'wrong-type',
  429: 'too-many',
};

/** Counts webhooks that were turned away before there was an event in them; what became of the others is told by a signal. */
export function countRefusals(fastify: FastifyInstance, { webhooks }: MetricsRegistry): void {
  fastify.addHook('onResponse', (request, { statusCode }, done) => {
    const outcome = OUTCOMES[statusCode];
    if (outcome && request.routeOptions.url === '/webhooks/:channel') {
      const { channel } = request.params as { channel: string };
      // Anybody can ask for any channel: a name that is none must not become a label.
      webhooks.inc({ channel: statusCode === 404 ? 'unknown' : channel, outcome });
    }
    done();
  });
}
