import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { BUILT_ENTRY } from '../scripts/chip.process.ts';
import { freePort } from '../scripts/free-port.ts';
import { Chat } from './contract/chat.ts';
import { ADA } from './contract/people-and-events.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { v1 } from './support/payloads.ts';
import { ApiKeys } from './support/postgres/api-keys.ts';
import { openStore } from './support/postgres/open-store.ts';
import { Replica } from './support/postgres/replica.ts';
import { SupabaseProject } from './support/postgres/supabase.project.ts';

let far: FarEnd;
let project: SupabaseProject | undefined;
let replica: Replica | undefined;

beforeAll(async () => {
  far = await FarEnd.start();
});
afterAll(() => far.stop());
afterEach(async () => {
  await replica?.stop();
  await project?.stop();
  replica = project = undefined;
});

/** A server that cannot store anything, however it is asked. */
async function expectAway(chip: Replica, n: number): Promise<void> {
  expect(await chip.health('live')).toBe(200);
  expect(await chip.health('ready')).toBe(503);
  const { status, ms } = await chip.post(v1(phone(n), said('too early')));
  expect(status).toBe(503);
  // A second on an idle machine; in any case before the budget of a database that hangs would be over.
  expect(ms).toBeLessThan(4000);
}

/** It has come back by itself, and answers. */
async function expectBack(chip: Replica, n: number): Promise<void> {
  await until(async () => (await chip.health('ready')) === 200, 40_000);
  expect((await chip.post(v1(phone(n), said('now')))).status).toBe(200);
  expect(await far.sent(phone(n))).toEqual([`Heard: ${said('now')}`]);
}

describe('a server that starts before its database', () => {
  it('stays up without anybody at the address of the project, and joins when there is', async () => {
    const port = await freePort();
    const waiting = await SupabaseProject.start({ port });
    project = waiting;
    await waiting.gateway.close();
    replica = await Replica.start({ ...waiting.env(), ...far.env() });
    await expectAway(replica, 30);
    expect(readFileSync(replica.log, 'utf8')).toContain('nothing can be stored yet');
    await waiting.reopen(port);
    await expectBack(replica, 31);
  });

  it('stays up while Postgres is down behind its REST server, and joins when it is back', async () => {
    project = await SupabaseProject.start({ durable: true });
    await project.cluster.stop('immediate');
    replica = await Replica.start({ ...project.env(), ...far.env() });
    await expectAway(replica, 32);
    await project.cluster.start();
    await expectBack(replica, 33);
  });

  it('says that a migration is missing, and joins after it', async () => {
    project = await SupabaseProject.start({ migrated: false });
    replica = await Replica.start({ ...project.env(), ...far.env() });
    await expectAway(replica, 34);
    expect(readFileSync(replica.log, 'utf8')).toContain('run npm run db:migrate');
    await project.migrate();
    await expectBack(replica, 35);
  });
});

describe('Postgres that is killed', () => {
  it('has kept what was acknowledged, and the store goes on by itself', async () => {
    project = await SupabaseProject.start({ durable: true });
    const chat = new Chat(await openStore(project));
    const kept: (string | null)[] = [];
    const write = async (n: number): Promise<void> => {
      for (;;) kept.push((await chat.text('hi', { ...ADA, key: `line ${n}` })).messageId);
    };
    const writers = Promise.allSettled([1, 2, 3, 4, 5, 6].map(write));
    await until(() => kept.length > 60);
    await project.cluster.stop('immediate');
    await writers;
    await project.cluster.start();
    const back = await until(() => chat.text('hi').catch(() => undefined), 40_000);
    const stored = await project.query<{ id: string }>('select id from messages');
    expect(stored.map(({ id }) => id)).toEqual(expect.arrayContaining([...kept, back.messageId]));
    await chat.store.close();
  });
});

describe('the Supabase client', () => {
  it('is loaded only where a project is set up', async () => {
    const script = `
      import { registerHooks } from 'node:module';
      const seen = [];
      registerHooks({ load: (url, context, next) => (seen.push(url), next(url, context)) });
      const { createStore } = await import(${JSON.stringify(new URL('persistence/create-store.js', pathToFileURL(BUILT_ENTRY)).href)});
      const loaded = () => seen.some((url) => url.includes('supabase-js'));
      await createStore({ DATABASE_PATH: ':memory:' });
      const before = loaded();
      await createStore({ SUPABASE_URL: 'http://127.0.0.1:1', SUPABASE_KEY: 'x'.repeat(40) });
      process.stdout.write(JSON.stringify([before, loaded()]));`;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
    expect(stdout).toBe('[false,true]');
  });
});

describe('a server with a key that opens nothing', () => {
  /** What it says while it ends. */
  async function outputWith(key: string): Promise<string> {
    let log = '';
    const failed = Replica.start({ SUPABASE_URL: project?.url ?? '', SUPABASE_KEY: key, ...far.env() });
    await failed.catch((error: Error) => (log = /see (.*)/.exec(error.message)?.[1] ?? ''));
    await expect(failed).rejects.toThrow('Chip ended with 1');
    const output = readFileSync(log, 'utf8');
    expect(output).not.toContain(key);
    return output;
  }

  it('does not start with a public key or one of another project, and says which one to take', async () => {
    project = await SupabaseProject.start();
    expect(await outputWith(project.keys.anon)).toContain('SUPABASE_KEY is a key of the role "anon"');
    expect(await outputWith('sb_publishable_0123456789')).toContain('SUPABASE_KEY is a publishable key');
    expect(await outputWith(new ApiKeys().service)).toContain('SUPABASE_KEY is refused');
  });
});
