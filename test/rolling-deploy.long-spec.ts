import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { v1 } from './support/payloads.ts';
import { Replica } from './support/postgres/replica.ts';
import { SupabaseProject } from './support/postgres/supabase.project.ts';

const TEXTS_PER_SECOND = 40;

let far: FarEnd;
let project: SupabaseProject;
let serving: Replica[] = [];

const start = (): Promise<Replica> => Replica.start({ ...project.env(), ...far.env() });

beforeAll(async () => {
  far = await FarEnd.start();
  project = await SupabaseProject.start();
  serving = await Promise.all([start(), start()]);
});
afterAll(async () => {
  await Promise.all(serving.map((replica) => replica.stop()));
  await project?.stop();
  await far.stop();
});

/** As Railway replaces one: the new one gets the traffic when it is ready, then the old one is told to stop. */
async function replace(place: number): Promise<number | null> {
  const old = serving[place] as Replica;
  const fresh = await start();
  await until(async () => (await fresh.health('ready')) === 200, 20_000);
  serving[place] = fresh;
  const [code] = await old.chip.stop('SIGTERM');
  await old.stop();
  return code;
}

const contact = (n: number): string => `rolling-${n}@example.com`;

describe('a deploy that replaces two servers one after the other', () => {
  it('refuses no text and answers each once', async () => {
    let stop = false;
    const posts: Promise<number>[] = [];
    const writing = (async () => {
      for (let n = 0; !stop; n++) {
        const at = serving[n % 2] as Replica;
        posts.push(at.post(v1(contact(n), said('hello'))).then(({ status }) => status));
        await delay(1000 / TEXTS_PER_SECOND);
      }
    })();
    await until(() => Promise.resolve(posts.length > TEXTS_PER_SECOND));
    for (const place of [0, 1, 0]) expect(await replace(place)).toBe(0);
    stop = true;
    await writing;
    const statuses = await Promise.all(posts);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);

    const recipients = async (): Promise<string[]> =>
      (await far.journal()).sends.filter(({ outcome }) => outcome === 'accepted').map(({ to }) => String(to));
    await until(async () => new Set(await recipients()).size === statuses.length, 60_000);
    expect(await recipients()).toHaveLength(statuses.length);
  });
});
