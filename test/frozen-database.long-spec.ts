import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { v1 } from './support/payloads.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';
import { Replica } from './support/postgres/replica.ts';

/** Loop gives a webhook up after this, and so may whoever else posts one. */
const LOOP_TIMEOUT_MS = 15_000;

const project = projectForFile();
let far: FarEnd;
let chip: Replica;

beforeAll(async () => {
  far = await FarEnd.start();
  chip = await Replica.start({ ...project().env(), ...far.env() });
});
afterAll(async () => {
  await chip.stop();
  await far.stop();
});

/** Texts are refused in time while something lasts, and each is taken and answered once after it, as Loop repeats them. */
async function expectPatience(
  first: number,
  ready: number,
  begin: () => unknown,
  end: () => unknown,
): Promise<void> {
  const people = [first, first + 1, first + 2].map(phone);
  await chip.post(v1(people[0] ?? '', said('before')));
  await far.sent(people[0] ?? '', 1, 30_000);
  const texts = people.map((contact) => v1(contact, said('during')));
  await begin();
  try {
    for (const { status, ms } of await Promise.all(texts.map((text) => chip.post(text)))) {
      expect(status).toBe(503);
      expect(ms).toBeLessThan(LOOP_TIMEOUT_MS);
    }
    expect(await chip.health('live')).toBe(200);
    expect(await chip.health('ready')).toBe(ready);
  } finally {
    await end();
  }
  for (const text of texts) await until(async () => (await chip.post(text)).status === 200, 60_000);
  const heard = `Heard: ${said('during')}`;
  for (const contact of people) {
    await until(async () => (await far.textsTo(contact)).includes(heard), 60_000);
    await chip.post(v1(contact, said('after')));
    await until(async () => (await far.textsTo(contact)).includes(`Heard: ${said('after')}`), 60_000);
    expect((await far.textsTo(contact)).filter((text) => text === heard)).toHaveLength(1);
  }
}

describe('a database', () => {
  it('that stands still refuses webhooks in time, and goes on where it was', async () => {
    const { cluster } = project();
    await expectPatience(
      70,
      503,
      () => cluster.signal('SIGSTOP'),
      () => cluster.signal('SIGCONT'),
    );
  }, 180_000);

  it('in which somebody holds a lock refuses webhooks in time, and goes on after it', async () => {
    const holder = new pg.Client(project().cluster.url());
    await holder.connect();
    const lock = async (): Promise<void> => {
      await holder.query('begin');
      await holder.query('lock table conversations, messages, events in access exclusive mode');
    };
    // The database answers, so the server is ready: what waits is one table of it.
    await expectPatience(73, 200, lock, () => holder.query('commit')).finally(() => holder.end());
  }, 180_000);
});
