import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../harness.ts';
import { TestBed } from '../test-bed.ts';

const PERSON = '+12025550142';

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start();
});
afterEach(() => bed.reset());
afterAll(() => bed.stop());

describe('webhooks', () => {
  it('are retried with the same id until they are answered with 200', async () => {
    bed.receiver.answers.push(500, 202);
    const { status, body } = await bed.control('POST', 'inbound', { contact: PERSON, text: 'hi' });
    expect(status).toBe(202);
    await until(() => bed.receiver.received.length === 3);
    const ids = bed.receiver.received.map((webhook) => webhook.body.webhook_id);
    expect(new Set(ids)).toEqual(new Set([body.webhook_id]));
    const attempts = await until(async () => {
      const { webhooks } = await bed.journal();
      return webhooks.length === 3 && webhooks;
    });
    expect(attempts.map((entry) => entry.http_status)).toEqual([500, 202, 200]);
  });

  it('are dropped after thirty retries', async () => {
    await bed.control('PUT', 'config', { clockScale: 1_000_000 });
    bed.receiver.answers.push(...Array.from({ length: 31 }, () => 500));
    await bed.control('POST', 'webhook', { body: { event: 'unheard-of', webhook_id: 'w' } });
    const dropped = await until(async () =>
      (await bed.journal()).webhooks.find(({ outcome }) => outcome === 'dropped'),
    );
    await bed.control('PUT', 'config', { clockScale: 1000 });
    expect(dropped).toMatchObject({ attempt: 31, event: 'unheard-of', webhook_id: 'w' });
  });

  it('come in copies when asked', async () => {
    await bed.control('POST', 'inbound', { contact: PERSON, text: 'hi', copies: 3, webhook_id: 'w' });
    await until(() => bed.receiver.received.length === 3);
    expect(bed.receiver.received.every(({ body }) => body.webhook_id === 'w')).toBe(true);
  });
});
