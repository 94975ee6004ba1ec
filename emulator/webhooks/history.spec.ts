import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../harness.ts';
import type { Json } from '../http.ts';
import { TestBed } from '../test-bed.ts';

const PERSON = '+12025550142';
const MINUTE_MS = 60_000;

let bed: TestBed;
beforeAll(async () => {
  bed = await TestBed.start('--clock-scale', '1000000');
});
afterAll(() => bed.stop());

const list = async (query = ''): Promise<Json[]> =>
  (await bed.loop('GET', `webhooks/history/${query}`)).body.items as Json[];
const ageOf = (item: Json | undefined): number => Date.now() - Date.parse(item?.create_date as string);

describe('the history of webhooks', () => {
  it('has each with its body, also one that was given up, as old as it would be at Loop', async () => {
    const first = await bed.inbound({ contact: PERSON, text: 'hi', copies: 2 });
    await until(async () => (await bed.journal()).pending_webhooks === 0);
    bed.receiver.answers.push(...Array.from({ length: 31 }, () => 503));
    await bed.control('POST', 'inbound', { contact: PERSON, text: 'lost', webhook_id: 'w2' });
    const given = async () => (await bed.journal()).webhooks.some(({ outcome }) => outcome === 'dropped');
    await until(given, 20_000);
    await bed.control('POST', 'webhook', { body: { alert_type: 'message_inbound', webhook_id: 'w3' } });

    const items = await list('?sort_by=asc');
    expect(items).toHaveLength(2);
    // Three hours and five minutes ago: older than the one that began before it and got through.
    expect(items[0]).toMatchObject({
      attempt: 31,
      event_type: 'message_inbound',
      json: { webhook_id: 'w2' },
    });
    expect(items[1]).toMatchObject({ attempt: 1, json: first });
    expect(ageOf(items[0])).toBeGreaterThan(185 * MINUTE_MS - 1000);
    expect(ageOf(items[1])).toBeLessThan(10 * MINUTE_MS);
    expect(await list('?per_page=1&page=2')).toEqual([items[0]]);
  });

  it('needs the key, and can be made to fail', async () => {
    const keyless = await bed.emulator.call('GET', '/api/v1/webhooks/history/');
    expect([keyless.status, keyless.body.code]).toEqual([400, 110]);
    expect((await bed.loop('GET', 'webhooks/history/?per_page=0')).body.code).toBe(125);
    await bed.control('PUT', 'faults', { loop: { historyDown: true } });
    expect((await bed.loop('GET', 'webhooks/history/')).status).toBe(503);
  });
});
