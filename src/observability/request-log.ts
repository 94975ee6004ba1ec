import type { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * One line for each request that went wrong, at debug also for the others: webhooks have lines of their own. Names the
 * route and never the path, in which anything may stand.
 */
export function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', (request, { statusCode: status, elapsedTime }, done) => {
    const { method, routeOptions } = request;
    const line = {
      method,
      route: routeOptions.url ?? 'unmatched',
      status,
      ms: Math.round(elapsedTime),
    };
    if (status >= 500) logger.error(line, 'request failed');
    else if (status >= 400) logger.warn(line, 'request refused');
    else logger.debug(line, 'request');
    done();
  });
}
