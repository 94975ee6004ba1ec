import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';
import { claimed, failNext } from './support/store-faults.ts';

let far: FarEnd;
let house: House;

beforeAll(async () => {
  far = await FarEnd.start();
});
afterAll(() => far.stop());
beforeEach(async () => {
  await far.faults({});
  await far.control('DELETE', 'journal');
  house = await House.open({ ...far.env(), SEND_TIMEOUT_MS: '300', SEND_GRACE_MS: '1000' });
});
afterEach(() => house.close());

/** Posts a text and then another; the second answer proves that nothing of the first is still on its way. */
async function expectOneAnswer(n: number): Promise<void> {
  await house.post(v1(phone(n), said('first'))).expect(200);
  await far.sent(phone(n), 1, 20_000);
  await house.post(v1(phone(n), said('second'))).expect(200);
  await until(async () => (await far.textsTo(phone(n))).join().includes(said('second')), 20_000);
  expect(await far.textsTo(phone(n))).toEqual([`Heard: ${said('first')}`, `Heard: ${said('second')}`]);
  expect(await far.modelCalls()).toEqual([said('first'), said('second')]);
}

describe('a store that does not answer', () => {
  it('makes a webhook 503 before its sender gives up, and the same text is taken when it comes again', async () => {
    failNext(house.store, 'admit', 'hang', 1);
    const body = v1(phone(60), said('patience'));
    const startedAt = Date.now();
    await house.post(body).expect(503);
    expect(Date.now() - startedAt).toBeLessThan(12_000);
    await house.post(body).expect(200);
    expect(await far.sent(phone(60))).toEqual([`Heard: ${said('patience')}`]);
  });

  it('makes a webhook 503 when it refuses', async () => {
    failNext(house.store, 'admit', 'refuse', 1);
    await house.post(v1(phone(61), said('refused'))).expect(503);
  });
});

describe('a store whose answer is lost', () => {
  it('is asked for the same turn again, and nobody waits for a lease', async () => {
    const seen = failNext(house.store, 'claimTurn', 'lose-answer', 1, claimed);
    await expectOneAnswer(62);
    expect(seen.failed).toBe(1);
  });

  it('is asked for the same send again', async () => {
    const seen = failNext(house.store, 'claimSend', 'lose-answer', 1, claimed);
    await expectOneAnswer(63);
    expect(seen.failed).toBe(1);
  });

  it('commits a reply once', async () => {
    const seen = failNext(house.store, 'commitTurn', 'lose-answer', 2);
    await expectOneAnswer(64);
    expect(seen.failed).toBe(2);
  });

  it('does not make a known send unknown, however long it takes', async () => {
    // With 100 ms, 200 ms and so on between the tries these last for longer than the grace.
    const seen = failNext(house.store, 'recordSend', 'refuse', 6);
    await expectOneAnswer(65);
    expect(seen.failed).toBe(6);
  });
});

describe('a store that is away for a moment', () => {
  it('costs no model call: the reply that is there is committed when it is back', async () => {
    const seen = failNext(house.store, 'commitTurn', 'refuse', 3);
    await expectOneAnswer(66);
    expect(seen.failed).toBe(3);
  });
});

describe('a turn that takes longer than its lease', () => {
  it('is kept by renewing it: nobody else answers the same text', async () => {
    await far.faults({ model: { script: [{ delayMs: 2500 }] } });
    const beyondRules = { TURN_LEASE_MS: 600, TURN_DEADLINE_MS: 8000 };
    await House.during(
      far.env(),
      async (slow) => {
        await slow.post(v1(phone(67), said('slowly'))).expect(200);
        expect(await far.sent(phone(67))).toEqual([`Heard: ${said('slowly')}`]);
        expect(await far.modelCalls()).toEqual([said('slowly')]);
      },
      beyondRules,
    );
  });
});

describe('a channel whose far end is down', () => {
  it('is probed by one send at a time, and all texts go out when it is back', async () => {
    await far.faults({ loop: { status: { code: 503, times: 'all' } } });
    const tries = async (): Promise<number[]> => (await far.journal()).sends.map(({ at }) => at);
    for (const n of [0, 1, 2]) {
      await house.post(v1(`down-${n}@example.com`, said('down'))).expect(200);
      await until(async () => (await tries()).length > n);
    }
    const contacts = Array.from({ length: 10 }, (_, n) => `down-${n}@example.com`);
    for (const contact of contacts.slice(3)) await house.post(v1(contact, said('down'))).expect(200);
    await until(async () => (await far.modelCalls()).length === contacts.length);
    // Without the breaker each of the seven would have been tried at once.
    const times = await until(async () => {
      const all = await tries();
      return all.length >= 5 && all;
    }, 15_000);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    for (const gap of gaps.slice(2)) expect(gap).toBeGreaterThan(500);
    await far.faults({});
    for (const contact of contacts) expect(await far.sent(contact, 1, 40_000)).toHaveLength(1);
  });
});
