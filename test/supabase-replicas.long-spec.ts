import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { v1 } from './support/payloads.ts';
import { Replica } from './support/postgres/replica.ts';
import { SupabaseProject } from './support/postgres/supabase.project.ts';

let far: FarEnd;
let project: SupabaseProject;
let replicas: [Replica, Replica];

beforeAll(async () => {
  far = await FarEnd.start();
  project = await SupabaseProject.start();
  const env = { ...project.env(), ...far.env() };
  replicas = await Promise.all([Replica.start(env), Replica.start(env)]);
});
afterAll(async () => {
  await Promise.all(replicas?.map((replica) => replica.stop()) ?? []);
  await project?.stop();
  await far.stop();
});

const countOf = async (sql: string): Promise<number> =>
  Number((await project.query<{ count: string }>(`select count(*) from ${sql}`))[0]?.count);
const contact = (n: number): string => `replica-${n}@example.com`;

describe('two servers on one project', () => {
  it('answer each of 200 texts once, of which five copies come to both at once', async () => {
    const total = 200;
    const statuses: number[] = [];
    const texts = Array.from({ length: total }, (_, n) => v1(contact(n), said('hello')));
    // Ten senders, each with all copies of one text on their way at a time.
    const sender = async (): Promise<void> => {
      for (let body = texts.shift(); body; body = texts.shift()) {
        const copies = [0, 1, 0, 1, 0].map((n) => (replicas[n] as Replica).post(body as object));
        for (const { status } of await Promise.all(copies)) statuses.push(status);
      }
    };
    await Promise.all(Array.from({ length: 10 }, sender));
    expect(statuses).toHaveLength(5 * total);
    expect(new Set(statuses)).toEqual(new Set([200]));
    await until(async () => (await countOf(`outbox where state in ('sent', 'delivered')`)) === total, 60_000);
    expect(await countOf('turns')).toBe(total);
    const { sends } = await far.journal();
    const recipients = sends.filter(({ outcome }) => outcome === 'accepted').map(({ to }) => to);
    expect(recipients).toHaveLength(total);
    expect(new Set(recipients)).toEqual(new Set(Array.from({ length: total }, (_, n) => contact(n))));
  });

  it('go on with what the other one had to leave', async () => {
    const [first, second] = replicas;
    const texts = Array.from({ length: 20 }, (_, n) => v1(contact(300 + n), said(`left ${randomUUID()}`)));
    const posted = await Promise.all(texts.map((body) => first.post(body)));
    expect(posted.every(({ status }) => status === 200)).toBe(true);
    await first.stop();
    for (let n = 0; n < texts.length; n++)
      expect(await far.sent(contact(300 + n), 1, 30_000)).toHaveLength(1);
    expect(await second.health('ready')).toBe(200);
  });
});
