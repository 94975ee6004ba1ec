import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { v1 } from './support/payloads.ts';
import { Replica } from './support/postgres/replica.ts';
import { SupabaseProject } from './support/postgres/supabase.project.ts';

const FOLDER = new URL('../supabase/migrations/', import.meta.url);
/** What the first version of Chip on Supabase brought; all else came to databases that were in use. */
const FIRST_VERSION = '20261126';
const PEOPLE = 8;

let far: FarEnd;
let project: SupabaseProject;
let chips: Replica[] = [];

beforeAll(async () => {
  far = await FarEnd.start();
  project = await SupabaseProject.start({ migrated: false });
});
afterAll(async () => {
  await Promise.all(chips.map((chip) => chip.stop()));
  await project.stop();
  await far.stop();
});

async function apply(client: pg.Client, wanted: (file: string) => boolean): Promise<void> {
  for (const file of readdirSync(FOLDER).toSorted().filter(wanted))
    await client.query(readFileSync(new URL(file, FOLDER), 'utf8'));
}

describe('migrations', () => {
  it('under servers that are in use refuse nobody for long, lose nothing and answer nothing twice', async () => {
    const client = new pg.Client(project.cluster.url());
    await client.connect();
    await apply(client, (file) => file < FIRST_VERSION);
    chips = await Promise.all([1, 2].map(() => Replica.start({ ...project.env(), ...far.env() })));
    // A server of today on a database of then: it answers, whatever it lacks.
    await until(async () => (await chips[0]?.post(v1(phone(90), said('old'))))?.status === 200, 40_000);
    await far.sent(phone(90), 1, 30_000);

    let stop = false;
    let refused = 0;
    const texts = new Map<string, string[]>();
    const write = async (n: number): Promise<void> => {
      const written: string[] = [];
      texts.set(phone(n), written);
      for (let i = 0; !stop; i++) {
        const text = said(`text-${n}-${i}.`);
        const body = v1(phone(n), text);
        written.push(text);
        // As Loop does: until it is taken.
        await until(async () => {
          const status = (await chips[i % 2]?.post(body))?.status;
          if (status !== 200) refused += 1;
          return status === 200;
        }, 60_000);
        await delay(100);
      }
    };
    const traffic = Promise.all(Array.from({ length: PEOPLE }, (_, n) => write(n)));
    try {
      await until(() => [...texts.values()].every((written) => written.length > 1), 60_000);
      // The newer ones, then all again, and a schema that PostgREST has to read anew each time.
      await apply(client, (file) => file >= FIRST_VERSION);
      for (let n = 0; n < 3; n++) {
        await client.query(
          `create or replace function public.nothing_${n}() returns int language sql as 'select 1'`,
        );
        await client.query(`notify pgrst, 'reload schema'`);
        await apply(client, () => true);
      }
      const soFar = [...texts.values()].map((written) => written.length);
      await until(() => [...texts.values()].every((written, n) => written.length > (soFar[n] ?? 0)), 60_000);
    } finally {
      stop = true;
      await traffic;
      await client.end();
    }
    for (const [contact, written] of texts) {
      const replies = await until(async () => {
        const sent = (await far.textsTo(contact)).join('\n');
        return written.every((text) => sent.includes(text)) && sent;
      }, 120_000);
      for (const text of written) expect(replies.split(text)).toHaveLength(2);
    }
    const all = [...texts.values()].flat().length;
    // The calls are made again within a webhook's five seconds; on a busy machine a few are not enough.
    expect(refused).toBeLessThan(all / 10);
    for (const chip of chips) expect(await chip.health('ready')).toBe(200);
  }, 300_000);
});
