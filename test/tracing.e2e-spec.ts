import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { LEAK, phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { OtlpCollector } from './support/otlp-collector.ts';
import { v1 } from './support/payloads.ts';

let far: FarEnd;
let collector: OtlpCollector;
beforeAll(async () => {
  far = await FarEnd.start();
});
beforeEach(async () => {
  collector = await OtlpCollector.start();
});
afterEach(() => collector.close());
afterAll(() => far.stop());

it('a text is one trace, from its webhook over the model to the send and its status', async () => {
  await House.during({ ...far.env(), OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, async (house) => {
    for (const n of [85, 86]) await house.post(v1(phone(n), said('trace me'))).expect(200);
    for (const n of [85, 86]) await far.sent(phone(n));
    const { sends } = await far.journal();
    const { body } = sends.find(({ to }) => to === phone(85)) ?? {};
    const { passthrough } = body as { passthrough: string };
    const status = { event: 'message_delivered', message_id: 'm85', webhook_id: 'w85', passthrough };
    await house.post({ ...status, contact: phone(85) }).expect(200);
    // The status has to find its text before the store is closed.
    await house.store.ping();
  });
  // A stop sends what is left.
  const roots = collector.spans.filter(({ name }) => name === 'webhook');
  expect(roots).toHaveLength(2);
  const ways = roots.map((root) => {
    const spans = collector.spans.filter(({ traceId }) => traceId === root.traceId);
    const turn = spans.find(({ name }) => name === 'turn');
    const parents = Object.fromEntries(spans.map(({ name, parentSpanId }) => [name, parentSpanId]));
    expect(parents).toMatchObject({ webhook: '', turn: root.spanId, model: turn?.spanId, send: root.spanId });
    return spans.map(({ name }) => name).toSorted();
  });
  expect(ways).toContainEqual(['model', 'send', 'status', 'turn', 'webhook']);
  expect(collector.paths.every((path) => path === '/v1/traces')).toBe(true);
  for (const body of collector.bodies) expect(body.toString('latin1')).not.toMatch(LEAK);
});

it('without an endpoint nothing is traced, and an endpoint that is away hinders nobody', async () => {
  await House.during(far.env(), async (house) => {
    await house.post(v1(phone(87), said('quiet'))).expect(200);
    await far.sent(phone(87));
  });
  expect(collector.paths).toEqual([]);
  await House.during({ ...far.env(), OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }, async (house) => {
    await house.post(v1(phone(88), said('away'))).expect(200);
    await until(async () => (await far.textsTo(phone(88))).length === 1);
  });
});
