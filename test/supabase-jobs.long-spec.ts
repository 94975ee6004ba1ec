import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AdapterRegistry } from '../src/conversation/adapter.registry.ts';
import { readConfig } from '../src/config/read-config.ts';
import { ConversationEvents } from '../src/conversation/conversation.events.ts';
import type { ConversationStore } from '../src/conversation/conversation.store.ts';
import { JobAttempt } from '../src/conversation/jobs/job.attempt.ts';
import { JobHandler, type JobResult } from '../src/conversation/jobs/job.handler.ts';
import { JobRegistry } from '../src/conversation/jobs/job.registry.ts';
import type { ClaimedJob } from '../src/conversation/jobs/job.ts';
import { JobWorker } from '../src/conversation/jobs/job.worker.ts';
import { every } from '../src/conversation/jobs/schedule.ts';
import { Chat } from './contract/chat.ts';
import { eventually } from './contract/eventually.ts';
import { JobPlayer, newJob } from './contract/job.player.ts';
import { ADA, message, GROUP } from './contract/people-and-events.ts';
import { CapturedLog } from './support/captured-log.ts';
import { said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { openStore } from './support/postgres/open-store.ts';
import { Replica } from './support/postgres/replica.ts';
import { projectForFile } from './support/postgres/project-for-file.ts';

const project = projectForFile();

describe('reminders with two servers on one project', () => {
  const PEOPLE = 30;
  const contact = (n: number): string => `reminded-${n}@example.com`;
  let far: FarEnd;
  let replicas: [Replica, Replica];
  beforeAll(async () => {
    far = await FarEnd.start();
    const env = { ...project().env(), ...far.env(), SEND_TIMEOUT_MS: '3000', SEND_GRACE_MS: '6000' };
    replicas = await Promise.all([Replica.start(env), Replica.start(env)]);
  });
  afterAll(async () => {
    await Promise.all(replicas?.map((replica) => replica.chip.stop('SIGKILL')) ?? []);
    await Promise.all(replicas?.map((replica) => replica.stop()) ?? []);
    await far?.stop();
  });

  it('arrive once each, though one server is killed with SIGKILL in the middle', async () => {
    const store = await openStore(project());
    const chat = new Chat(store);
    for (let n = 0; n < PEOPLE; n++) {
      const person = { ...ADA, key: contact(n), target: contact(n), externalId: contact(n) };
      const { conversationId } = await chat.text('START', person, { consent: 'help' });
      const over = { conversationId, key: `reminder ${n}`, dueAt: Date.now() + 3000 };
      await store.jobs.scheduleJob({
        ...newJob({ payload: { text: said('bread') } }),
        repeats: false,
        ...over,
      });
    }
    await store.close();
    const reminders = async (): Promise<string[]> =>
      (await far.journal()).sends
        .filter(
          ({ outcome, body }) =>
            outcome === 'accepted' && String((body as { text: string }).text).startsWith('Reminder:'),
        )
        .map(({ to }) => String(to));
    await until(async () => (await reminders()).length > 0, 20_000);
    await replicas[0].chip.stop('SIGKILL');
    const open = `jobs where state = 'open' union all select 1 from outbox where state in ('pending', 'sending', 'unknown')`;
    await until(async () => (await project().query(`select 1 from ${open}`)).length === 0, 40_000);
    expect((await reminders()).toSorted()).toEqual(
      Array.from({ length: PEOPLE }, (_, n) => contact(n)).toSorted(),
    );
  });
});

describe('the jobs of a database', () => {
  class Sweep extends JobHandler {
    readonly kind = 'sweep';
    override readonly schedule = every(200);
    readonly done: number[];

    constructor(done: number[]) {
      super();
      this.done = done;
    }
    override run({ dueAt }: ClaimedJob): Promise<JobResult> {
      this.done.push(dueAt);
      return Promise.resolve({});
    }
  }
  let stores: ConversationStore[] = [];
  beforeEach(async () => {
    new CapturedLog();
    await project().empty();
    stores = [await openStore(project()), await openStore(project())];
  });
  afterEach(() => Promise.all(stores.map((store) => store.close())));

  it('that repeat are done by one of two servers each time', async () => {
    const done: number[] = [];
    const config = readConfig({});
    const workers = stores.map(
      (store) =>
        new JobWorker(
          store,
          new JobRegistry([new Sweep(done)]),
          new JobAttempt(new AdapterRegistry([])),
          new ConversationEvents(),
          config,
        ),
    );
    for (const worker of workers) worker.onApplicationBootstrap();
    await eventually('a dozen times', () => Promise.resolve(done.length >= 12), 20_000);
    await Promise.all(workers.map((worker) => worker.beforeApplicationShutdown()));
    expect(new Set(done).size).toBe(done.length);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });

  it('are claimed once by two servers that ask at the same time', async () => {
    const players = stores.map((store) => new JobPlayer(new Chat(store))) as [JobPlayer, JobPlayer];
    await players[0].stage(Array.from({ length: 10 }, () => newJob()));
    const claims = await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? players[0] : players[1]).try()),
    );
    const ids = claims.flatMap((claim) => claim.claimed?.id ?? []);
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(10);
  });

  it('give one claim id one job, also when it is asked for again before the first answer', async () => {
    const players = stores.map((store) => new JobPlayer(new Chat(store))) as [JobPlayer, JobPlayer];
    await players[0].stage(Array.from({ length: 5 }, () => newJob()));
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? players[0] : players[1]).try({ claimId: 'c' })),
    );
    expect(new Set(claims.map((claim) => claim.claimed?.id)).size).toBe(1);
  });

  it('end well or as opted-out when a STOP comes at that moment, and nothing is sent behind it', async () => {
    const [one, two] = stores.map((store) => new Chat(store)) as [Chat, Chat];
    for (let n = 0; n < 15; n++) {
      const person = { ...ADA, key: `line ${n}`, target: `line ${n}` };
      const player = new JobPlayer(one);
      await player.stage([newJob()], person);
      const job = await player.claim();
      await Promise.all([player.remind(job), two.text('stop', person)]);
    }
    const open = await project().query(
      `select state from jobs where state not in ('done', 'opted-out') union all
         select state from outbox where origin like 'reminder:%' and state not in ('opted-out')`,
    );
    expect(open).toEqual([]);
  });

  it('keep who asked for them in a group', async () => {
    const chat = new Chat(stores[0] as ConversationStore);
    for (const n of [1, 2]) {
      await chat.admit(message({ text: 'remind us', conversation: GROUP, author: `member ${n}` }));
      await chat.commit(await chat.turn(), [], { staged: [{ kind: 'job', job: newJob() }] });
    }
    expect(await project().query('select author from jobs order by created_at')).toEqual([
      { author: 'member 1' },
      { author: 'member 2' },
    ]);
  });
});
