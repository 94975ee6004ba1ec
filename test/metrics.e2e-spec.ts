import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LEAK, phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';

const TOKEN = 'metrics-token-of-a-test';

/** The value of a series, by its name with its labels in the order of their definition; undefined without one. */
const valueOf = (page: string, series: string): number | undefined => {
  const line = page.split('\n').find((text) => text.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

describe('the metrics of a house that answers', () => {
  let far: FarEnd;
  let house: House;
  beforeAll(async () => {
    far = await FarEnd.start();
    house = await House.open(far.env());
  });
  afterAll(async () => {
    await house.close();
    await far.stop();
  });
  const page = async (): Promise<string> => (await house.get('/metrics').expect(200)).text;

  it('count a text from webhook to send, with every stage of its way', async () => {
    const body = v1(phone(60), said('measured'));
    await house.post(body).expect(200);
    await house.post(body).expect(200);
    await far.sent(phone(60));
    const text = await until(async () => {
      const now = await page();
      return valueOf(now, 'chip_sends_total{channel="loop",outcome="sent"}') === 1 && now;
    });
    expect(valueOf(text, 'chip_webhooks_total{channel="loop",outcome="accepted"}')).toBe(1);
    expect(valueOf(text, 'chip_webhooks_total{channel="loop",outcome="duplicate"}')).toBe(1);
    expect(valueOf(text, 'chip_turns_total{outcome="committed"}')).toBe(1);
    for (const stage of ['wait', 'model', 'commit', 'send', 'total'])
      expect([stage, valueOf(text, `chip_stage_seconds_count{stage="${stage}"}`)]).toEqual([stage, 1]);
    expect(valueOf(text, 'chip_stage_seconds_count{stage="admit"}')).toBeGreaterThanOrEqual(2);
    const total = valueOf(text, 'chip_stage_seconds_sum{stage="total"}') ?? 0;
    expect(total).toBeGreaterThanOrEqual(valueOf(text, 'chip_stage_seconds_sum{stage="wait"}') ?? Infinity);
    const model = 'openai/gpt-oss-120b';
    const tokens = (kind: string): number =>
      valueOf(text, `chip_model_tokens_total{model="${model}",kind="${kind}"}`) ?? NaN;
    expect(valueOf(text, `chip_model_calls_total{model="${model}",outcome="ok"}`)).toBe(1);
    expect(tokens('prompt')).toBeGreaterThan(100);
    const dollars =
      (0.15 * (tokens('prompt') - tokens('cached')) + 0.075 * tokens('cached') + 0.6 * tokens('completion')) /
      1e6;
    expect(valueOf(text, `chip_model_usd_total{model="${model}"}`)).toBeCloseTo(dollars, 8);
  });

  it('count what is turned away, under no name that a stranger has chosen', async () => {
    await house.anonymous().send({}).expect(401);
    await house.anonymous('/webhooks/made-up-by-somebody').send({}).expect(404);
    const text = await until(async () => {
      const now = await page();
      return valueOf(now, 'chip_webhooks_total{channel="unknown",outcome="unknown-channel"}') === 1 && now;
    });
    expect(valueOf(text, 'chip_webhooks_total{channel="loop",outcome="unauthorized"}')).toBe(1);
    expect(text).not.toContain('made-up-by-somebody');
  });

  it('show the backlog, the process and the event loop, and say of nobody who he is', async () => {
    const text = await page();
    expect(valueOf(text, 'chip_store_up')).toBe(1);
    for (const name of ['chip_backlog_age_seconds', 'chip_unknown_sends', 'chip_dead_messages'])
      expect([name, valueOf(text, name)]).toEqual([name, expect.any(Number)]);
    expect(valueOf(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(text).not.toMatch(LEAK);
    for (const secret of Object.values(far.env()).slice(2, 3)) expect(text).not.toContain(secret);
  });
});

it('show no old numbers when the store is gone', async () => {
  await House.during({}, async (house) => {
    await house.store.close();
    const { text } = await house.get('/metrics').expect(200);
    expect(valueOf(text, 'chip_store_up')).toBe(0);
    expect(valueOf(text, 'chip_dead_messages')).toBeUndefined();
  });
});

describe('who may see the metrics', () => {
  it('without a token is whoever is at this machine, and to others there is no such page', async () => {
    await House.during({}, async (house) => {
      await house.get('/metrics').expect(200);
      await house.get('/metrics').set('x-forwarded-for', '203.0.113.7').expect(404);
      await house.get('/metrics').set('host', 'chip.example').expect(404);
    });
  });

  it('with a token is whoever knows it, also here', async () => {
    await House.during({ METRICS_TOKEN: TOKEN }, async (house) => {
      await house.get('/metrics').set('authorization', `Bearer ${TOKEN}`).expect(200);
      await house.get('/metrics').set('authorization', `bearer ${TOKEN}`).expect(200);
      const wrong = [
        '',
        'Bearer',
        'Bearer ',
        TOKEN,
        `Basic ${TOKEN}`,
        `Bearer ${TOKEN.slice(0, -1)}`,
        `Bearer ${TOKEN}x`,
        `Bearer ${TOKEN.toUpperCase()}`,
        `Bearer ${'x'.repeat(4000)}`,
      ];
      for (const authorization of wrong) {
        const { text } = await house.get('/metrics').set('authorization', authorization).expect(401);
        expect(text).not.toContain(TOKEN);
      }
      await house.get('/metrics').expect(401);
    });
  });
});
