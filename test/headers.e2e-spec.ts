import { describe, expect, it } from '@jest/globals';
import { House } from './support/house.ts';
import { SECRET } from './support/payloads.ts';

const REFUSED_PATHS = ['/webhooks/loop', '/nothing/here', '/metrics', '/docs', '/healthz', '/'];

describe('every answer', () => {
  it('tells browsers to guess, embed and run nothing, also where something was refused', async () => {
    await House.during({ METRICS_TOKEN: 'a-token-of-a-test' }, async (house) => {
      for (const path of REFUSED_PATHS) {
        const { headers, status } = await house.get(path);
        const told = { path, status, ...headers };
        expect(told).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
          'content-security-policy': expect.stringContaining("default-src 'none'"),
        });
        expect(told).not.toHaveProperty('x-powered-by');
      }
      const { headers } = await house.anonymous().send({}).expect(401);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
      expect(headers).not.toHaveProperty('strict-transport-security');
    });
  });

  it('in production asks browsers to stay with https', async () => {
    const env = {
      NODE_ENV: 'production',
      DATABASE_PATH: 'unused.db',
      LOOP_WEBHOOK_SECRET: `${SECRET}-long-enough`,
    };
    await House.during(
      env,
      async (house) => {
        const { headers } = await house.get('/healthz').expect(200);
        expect(headers['strict-transport-security']).toMatch(/^max-age=\d{7,}/);
      },
      { DATABASE_PATH: ':memory:' },
    );
  });
});
