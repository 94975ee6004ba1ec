import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AlarmMessenger } from '../src/alarm/alarm.messenger.ts';
import { AlarmWatch } from '../src/alarm/alarm.watch.ts';
import { ChipConfig } from '../src/config/chip.config.ts';
import { AdapterRegistry } from '../src/conversation/adapter.registry.ts';
import { BacklogReader } from '../src/conversation/backlog.reader.ts';
import { Signals } from '../src/observability/signals.ts';
import { SqliteConversationStore } from '../src/persistence/sqlite/sqlite.conversation-store.ts';
import { LEAK, phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { Loopback } from './support/loopback.ts';
import { v1 } from './support/payloads.ts';

interface Alarm {
  kind: string;
  state: string;
  text: string;
}

/** A human's webhook, and what it was told. */
class Human {
  readonly told: Alarm[] = [];
  status = 200;
  asked = 0;
  loopback!: Loopback;

  static async start(): Promise<Human> {
    const human = new Human();
    human.loopback = await Loopback.start((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        human.asked++;
        if (human.status === 200) human.told.push(JSON.parse(body) as Alarm);
        response.writeHead(human.status).end();
      });
    });
    return human;
  }

  kinds(): string[] {
    return this.told.map(({ kind, state }) => `${kind} ${state}`);
  }
}

let human: Human;
beforeEach(async () => {
  human = await Human.start();
});
afterEach(() => human.loopback.close());

describe('an alarm', () => {
  let far: FarEnd;
  beforeAll(async () => {
    far = await FarEnd.start();
  });
  afterEach(() => far.faults({}));
  afterAll(() => far.stop());

  it('tells a human once that the channel refuses our key, and what to do', async () => {
    const env = { ...far.env(), ALERT_TARGET: `${human.loopback.url}/hook` };
    await House.during(env, async (house) => {
      await far.faults({ loop: { status: { code: 401, times: 'all' } } });
      await house.post(v1(phone(80), said('one'))).expect(200);
      await house.post(v1(phone(81), said('two'))).expect(200);
      await until(async () => human.told.length > 0);
      expect(human.kinds()).toEqual(['halted:loop raised']);
      expect(human.told[0]?.text).toMatch(/key.*Look for "channel-halted"/);
      expect(JSON.stringify(human.told)).not.toMatch(LEAK);
    });
  });

  it('tells that the model refuses our key', async () => {
    const env = { ...far.env(), ALERT_TARGET: human.loopback.url };
    await House.during(env, async (house) => {
      const refusal = { status: 401, error: { code: 'invalid_api_key', message: 'no' } };
      await far.faults({ model: { script: Array.from({ length: 50 }, () => refusal) } });
      await house.post(v1(phone(82), said('anyone?'))).expect(200);
      await until(async () => human.kinds().includes('model-refused raised'));
    });
  });

  it('goes as a text to a contact, on a channel that works', async () => {
    await House.during({ ...far.env(), ALERT_TARGET: phone(83) }, async (house) => {
      const refusal = { status: 401, error: { code: 'invalid_api_key', message: 'no' } };
      await far.faults({ model: { script: Array.from({ length: 50 }, () => refusal) } });
      await house.post(v1(phone(84), said('anyone?'))).expect(200);
      expect(await far.sent(phone(83))).toEqual([expect.stringMatching(/^Chip: The model refuses our key/)]);
    });
  });
});

describe('of two servers on one store', () => {
  let store: SqliteConversationStore;
  let servers: { watch: AlarmWatch; signals: Signals }[];
  beforeEach(async () => {
    store = new SqliteConversationStore(':memory:', () => undefined);
    await store.open();
    const config = Object.assign(new ChipConfig(), { ALERT_TARGET: human.loopback.url });
    const periods = { checkMs: 20, repeatMs: 3_600_000, quietMs: 200, leaseMs: 100 };
    servers = [1, 2].map(() => {
      const signals = new Signals();
      const messenger = new AlarmMessenger(config, store, new AdapterRegistry([]));
      const watch = new AlarmWatch(signals, new BacklogReader(store), store, messenger, periods);
      watch.onApplicationBootstrap();
      return { watch, signals };
    });
  });
  afterEach(async () => {
    await Promise.all(servers.map(({ watch }) => watch.beforeApplicationShutdown()));
    await store.close();
  });

  it('one tells, and one gives the all clear when neither finds it any more', async () => {
    for (const { signals } of servers) signals.emit('breaker', 'loop', true);
    await until(async () => human.told.length > 0);
    servers[0]?.signals.emit('breaker', 'loop', false);
    // It lasts on the other one.
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(human.kinds()).toEqual(['breaker:loop raised']);
    servers[1]?.signals.emit('breaker', 'loop', false);
    await until(async () => human.told.length > 1);
    expect(human.kinds()).toEqual(['breaker:loop raised', 'breaker:loop ended']);
    expect(human.told[1]?.text).toMatch(/all clear/);
    servers[0]?.signals.emit('breaker', 'loop', true);
    await until(async () => human.told.length > 2);
    expect(human.kinds()[2]).toBe('breaker:loop raised');
  });

  it('go on trying while the human cannot be reached', async () => {
    human.status = 500;
    servers[0]?.signals.emit('breaker', 'loop', true);
    await until(async () => human.asked > 1);
    human.status = 200;
    await until(async () => human.told.length > 0);
    expect(human.kinds()).toEqual(['breaker:loop raised']);
  });
});
