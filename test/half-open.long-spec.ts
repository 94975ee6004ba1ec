import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BlackHole } from './support/black-hole.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';
import { Replica } from './support/postgres/replica.ts';
import { SupabaseProject } from './support/postgres/supabase.project.ts';

let far: FarEnd;
const cleanUps: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  far = await FarEnd.start();
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  await far.stop();
});

async function holeBefore(target: string): Promise<BlackHole> {
  const hole = await BlackHole.before(target);
  cleanUps.push(() => hole.close());
  return hole;
}

describe('connections that have died without a word', () => {
  it('to the database are given up: webhooks are refused in time, then taken, and all is answered once', async () => {
    const project = await SupabaseProject.start();
    cleanUps.push(() => project.stop());
    const hole = await holeBefore(project.url);
    const chip = await Replica.start({
      ...project.env(),
      ...far.env(),
      SUPABASE_URL: hole.urlOf(project.url),
    });
    cleanUps.push(() => chip.stop());
    expect((await chip.post(v1(phone(40), said('before')))).status).toBe(200);
    await far.sent(phone(40), 1, 30_000);

    const texts = [41, 42, 43].map((n) => v1(phone(n), said('during')));
    hole.swallow();
    expect(hole.swallowed).toBeGreaterThan(0);
    for (const text of texts) {
      const { status, ms } = await chip.post(text);
      expect([200, 503]).toContain(status);
      // Sooner than Loop gives it up.
      expect(ms).toBeLessThan(15_000);
    }
    for (const text of texts) await until(async () => (await chip.post(text)).status === 200, 60_000);
    for (const n of [41, 42, 43]) {
      expect(await far.sent(phone(n), 1, 60_000)).toEqual([`Heard: ${said('during')}`]);
    }
    await until(() => hole.swallowed === 0, 60_000);
    expect(await chip.health('ready')).toBe(200);
    for (const n of [41, 42, 43]) expect(await far.textsTo(phone(n))).toHaveLength(1);
  }, 180_000);

  it('to the model are given up, and the text is answered by another one', async () => {
    const hole = await holeBefore(far.emulator.url);
    const env = far.env();
    const house = await House.open({
      ...env,
      OPENAI_API_BASE: hole.urlOf(env.OPENAI_API_BASE ?? ''),
      TURN_DEADLINE_MS: '8000',
    });
    cleanUps.push(() => house.close());
    await house.post(v1(phone(44), said('before'))).expect(200);
    await far.sent(phone(44), 1, 30_000);
    // Once while the model is thinking, and once on the connection that was kept from before.
    await far.faults({ model: { script: [{ delayMs: 60_000 }] } });
    await house.post(v1(phone(45), said('thinking'))).expect(200);
    await until(async () => (await far.modelCalls()).includes(said('thinking')), 20_000);
    hole.swallow();
    expect(hole.swallowed).toBeGreaterThan(0);
    await far.faults({});
    expect(await far.sent(phone(45), 1, 60_000)).toEqual([`Heard: ${said('thinking')}`]);

    expect(hole.standing).toBeGreaterThan(0);
    hole.swallow();
    await house.post(v1(phone(46), said('kept'))).expect(200);
    expect(await far.sent(phone(46), 1, 60_000)).toEqual([`Heard: ${said('kept')}`]);
    await until(() => hole.swallowed === 0, 60_000);
  }, 180_000);
});
