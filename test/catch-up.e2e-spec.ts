import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AdapterRegistry } from '../src/conversation/adapter.registry.ts';
import { CatchUp } from '../src/conversation/catch-up/catch-up.ts';
import type { LoggedEvent } from '../src/conversation/event.log.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';
import { failNext } from './support/store-faults.ts';

const HOUR_MS = 3_600_000;

let far: FarEnd;
let house: House;
let entries: LoggedEvent[];
beforeAll(async () => {
  far = await FarEnd.start();
});
afterAll(() => far.stop());
beforeEach(async () => {
  entries = [];
  await far.control('DELETE', 'journal');
  house = await House.open(far.env());
});
afterEach(() => house.close());

const logged = (body: unknown, hoursAgo = 3): void =>
  void entries.push({ body, at: Date.now() - hoursAgo * HOUR_MS });

/** Reads a log that holds `entries`, as the worker does. */
function run(beganHoursAgo = 1000): Promise<void> {
  const range = { since: Date.now() - 4 * HOUR_MS, beganAt: Date.now() - beganHoursAgo * HOUR_MS };
  const log = { entriesLateMs: 0, listSince: () => Promise.resolve(entries) };
  const catchUp = house.app.get(CatchUp, { strict: false });
  const adapter = house.app.get(AdapterRegistry, { strict: false }).get('loop');
  return catchUp.run(adapter, log, range, new AbortController().signal);
}

/** A text of now is answered, and nothing else was before it. */
async function expectNothingElse(n: number): Promise<void> {
  await house.post(v1(phone(n), said('last'))).expect(200);
  await until(async () => (await far.textsTo(phone(n))).includes(`Heard: ${said('last')}`), 20_000);
}

describe('what a channel could not deliver', () => {
  it('is taken in its order, once, however often it is found', async () => {
    const texts = ['one', 'two', 'three'].map((text) => v1(phone(30), said(text)));
    for (const text of [...texts, ...texts]) logged(text);
    await run();
    await run();
    const [reply] = await far.sent(phone(30));
    expect(reply?.split('\n').slice(1)).toEqual(['one', 'two', 'three'].map((text) => said(text)));
    for (const text of texts) {
      const { body } = await house.post(text).expect(200);
      expect(body).toMatchObject({ status: 'duplicate' });
    }
    await expectNothingElse(31);
    expect(await far.textsTo(phone(30))).toHaveLength(1);
  });

  it('is left to its webhook while that may be on its way, and to others when it was said to them', async () => {
    logged(v1(phone(32), said('just now')), 0);
    logged(v1(phone(32), said('to somebody else')), 30);
    logged(v1(phone(33), said('to us')), 3);
    await run(24);
    expect((await far.sent(phone(33)))[0]).toContain(said('to us'));
    await expectNothingElse(34);
    expect(await far.textsTo(phone(32))).toEqual([]);
  });

  it('is asked for again when the store was away, and then taken', async () => {
    logged(v1(phone(35), said('patience')));
    failNext(house.store, 'admit', 'refuse', 1);
    await expect(run()).rejects.toThrow('1 of what was missed could not be stored');
    await run();
    expect((await far.sent(phone(35)))[0]).toContain(said('patience'));
  });

  it('settles the replies whose statuses were missed', async () => {
    await far.faults({ loop: { statusWebhooks: 'none' } });
    await house.post(v1(phone(36), said('a question'))).expect(200);
    await far.sent(phone(36));
    const [sent] = (await far.journal()).sends.filter(({ to }) => to === phone(36));
    if (!sent) throw new Error('nothing was sent');
    const { passthrough } = sent.body as { passthrough: string };
    const status = {
      event: 'message_delivered',
      contact: phone(36),
      message_id: sent.message_id,
      passthrough,
    };
    logged(status, 1);
    await run();
    const { body } = await house.post(status).expect(200);
    expect(body).toMatchObject({ status: 'duplicate' });
    await far.faults({});
  });

  it('is kept for a human where it cannot be read, and holds up nothing', async () => {
    logged({ event: 'message_inbound', contact: 17, webhook_id: 'w-odd' });
    logged({ nothing: 'of the kind' });
    logged({ event: 'message.created', data: { message: {} } });
    logged(v1(phone(37), said('behind it')));
    await run();
    expect((await far.sent(phone(37)))[0]).toContain(said('behind it'));
  });
});
