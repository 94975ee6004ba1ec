import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReachWatch } from '../src/conversation/deliveries/reach.watch.ts';
import { said } from './support/canary.ts';
import { until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { SECRET, v1 } from './support/payloads.ts';
import { failNext } from './support/store-faults.ts';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());

/** Epoch ms since which, as the server thinks, every status has reached it. */
const since = (): number => {
  const now = Date.now();
  return now - house.app.get(ReachWatch, { strict: false }).forMs(now);
};
const status = (id: string): object => ({
  event: 'message_delivered',
  message_id: id,
  webhook_id: `webhook ${id}`,
  contact: 'reach@example.com',
  text: said('reach'),
});

/** Posts a text, and hangs up while it is being stored. */
async function hangUp(secret: string): Promise<void> {
  const { store } = house;
  const admit = store.admit.bind(store);
  const stored = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  store.admit = async (input) => {
    stored.resolve();
    await left.promise;
    return admit(input);
  };
  const caller = new AbortController();
  const headers = { 'content-type': 'application/json', authorization: secret, connection: 'close' };
  const body = JSON.stringify(v1('hang-up@example.com', said('hang up')));
  const posted = fetch(`${house.url}/webhooks/loop`, {
    method: 'POST',
    headers,
    body,
    signal: caller.signal,
  }).catch(() => undefined);
  await Promise.race([stored.promise, posted]);
  caller.abort();
  await posted;
  const connections = (): Promise<number> =>
    new Promise((resolve) => house.app.getHttpServer().getConnections((_error, count) => resolve(count)));
  await until(async () => (await connections()) === 0);
  left.resolve();
  store.admit = admit;
}

describe('the time for which every status has reached the server', () => {
  it('is not ended by one that is stored', async () => {
    const before = Date.now();
    await house.post(status('kept')).expect(200);
    expect(since()).toBeLessThanOrEqual(before);
  });

  it('is ended by one that could not be stored and comes again', async () => {
    const before = Date.now();
    failNext(house.store, 'admit', 'refuse', 1);
    await house.post(status('refused')).expect(503);
    expect(since()).toBeGreaterThanOrEqual(before);
  });

  it('is ended by a sender that does not wait for its answer', async () => {
    const before = Date.now();
    await hangUp(SECRET);
    await until(() => since() >= before);
  });

  it('is not ended by a stranger who does the same', async () => {
    const before = Date.now();
    await hangUp('something else');
    expect(since()).toBeLessThan(before);
  });
});
