const answer = (description: string, example: unknown, type = 'application/json') => ({
  description,
  content: { [type]: { example } },
});

const up = { status: 'ok', info: {}, error: {}, details: {} };

export const healthPaths = {
  '/': {
    get: {
      tags: ['health'],
      summary: 'Name, version, links',
      responses: { 200: answer('Chip is here', { name: 'Chip', version: '0.1.0', links: {} }) },
    },
  },
  '/healthz': {
    get: {
      tags: ['health'],
      summary: 'The process answers',
      responses: { 200: answer('Yes', { status: 'ok' }) },
    },
  },
  '/health/live': {
    get: {
      tags: ['health'],
      summary: 'The process should go on living',
      responses: { 200: answer('Yes', up) },
    },
  },
  '/health/ready': {
    get: {
      tags: ['health'],
      summary: 'The store answers and the workers turn: traffic may come',
      responses: {
        200: answer('Yes', up),
        503: answer('Not now; `error` says what is down', { status: 'error' }),
      },
    },
  },
  '/metrics': {
    get: {
      tags: ['health'],
      summary: 'For Prometheus; with METRICS_TOKEN, or from this machine',
      responses: {
        200: answer('Text format 0.0.4', 'chip_turns_total{outcome="committed"} 1', 'text/plain'),
        401: answer('The token is missing or wrong', { statusCode: 401 }),
        404: answer('There is no token, and this is not the same machine', { statusCode: 404 }),
      },
    },
  },
  '/docs': {
    get: {
      tags: ['docs'],
      summary: 'This page',
      responses: { 200: answer('HTML', '<!doctype html>', 'text/html') },
    },
  },
  '/openapi.json': {
    get: { tags: ['docs'], summary: 'This description, OpenAPI 3', responses: { 200: answer('JSON', {}) } },
  },
};
