import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { ConversationStore } from '../src/conversation/conversation.store.ts';
import { LEAK, phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { Loopback } from './support/loopback.ts';
import { v1 } from './support/payloads.ts';
import { SupabaseProject } from './support/postgres/supabase.project.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';

interface Told {
  kind: string;
  state: string;
  text: string;
  digest?: Record<string, unknown>;
}

/** A zone in which it is that hour now. */
function zoneAt(hour: number): string {
  const behind = new Date().getUTCHours() - hour;
  const offset = behind > 12 ? behind - 24 : behind;
  return `Etc/GMT${offset < 0 ? '' : '+'}${offset}`;
}

/** As a Monday would: the job that every server knows is due then. */
async function isDue(store: ConversationStore, dueAt: number, timeZone: string): Promise<void> {
  const job = { id: randomUUID(), key: 'every:digest', kind: 'digest', payload: {}, conversationId: null };
  await store.jobs.scheduleJob({ ...job, dueAt, timeZone, initiatedBy: 'chip', repeats: true });
}

describe('the digest of a week', () => {
  const told: Told[] = [];
  let status = 200;
  let human: Loopback;
  let folder: TemporaryFolder;
  beforeAll(async () => {
    human = await Loopback.start((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        if (status === 200) told.push(JSON.parse(body) as Told);
        response.writeHead(status).end();
      });
    });
  });
  beforeEach(async () => {
    folder = await temporaryFolder();
    told.length = 0;
    status = 200;
  });
  afterEach(() => folder.remove());
  afterAll(() => human.close());

  const env = (over: Record<string, string> = {}): Record<string, string> => ({
    ALERT_TARGET: `${human.url}/hook`,
    DEFAULT_TIME_ZONE: zoneAt(12),
    DATABASE_PATH: folder.path('chip.db'),
    ...over,
  });
  const job = (): { due_at: number; not_before: number; ran_for: number | null } | undefined => {
    const db = new DatabaseSync(folder.path('chip.db'), { readOnly: true });
    const row = db.prepare("SELECT due_at, not_before, ran_for FROM jobs WHERE kind = 'digest'").get();
    db.close();
    return row as ReturnType<typeof job>;
  };

  it('is posted with its numbers, and once, whatever is started again', async () => {
    const far = await FarEnd.start();
    await House.during({ ...far.env(), ...env() }, async (house) => {
      await house.post(v1(phone(90), said('how are you'))).expect(200);
      await far.sent(phone(90));
      await until(async () => (await house.store.operator.readStats()).replies.pending === undefined);
      await isDue(house.store, Date.now() + 200, zoneAt(12));
      await until(async () => told.length > 0, 20_000);
    });
    await far.stop();
    expect(told[0]).toMatchObject({
      kind: 'digest',
      state: 'weekly',
      text: expect.stringMatching(/^Chip, week to .*: 1 text from 1 person, 1 reply\.\nAnswers took /),
      digest: { texts: 1, people: 1, replies: 1, failures: 0, gaps: { count: 0, top: [] } },
    });
    const { tokens, usd } = told[0]?.digest ?? {};
    expect(tokens).toBeGreaterThan(100);
    expect(usd).toBeGreaterThan(0);
    expect(JSON.stringify(told)).not.toMatch(LEAK);
    const next = Number(job()?.due_at);
    expect(next).toBeGreaterThan(Date.now());
    await House.during(env(), (house) => until(async () => house.get('/health/ready').then(({ ok }) => ok)));
    expect(job()?.due_at).toBe(next);
    expect(told).toHaveLength(1);
  });

  it('of a week without a text is told too, as one of four lines, to a contact', async () => {
    const far = await FarEnd.start();
    await House.during({ ...far.env(), ...env({ ALERT_TARGET: phone(91) }) }, async (house) => {
      await isDue(house.store, Date.now() + 200, zoneAt(12));
      const [text, ...more] = await far.sent(phone(91), 1);
      expect(more).toEqual([]);
      expect(text?.split('\n')).toEqual([
        expect.stringMatching(/^Chip, week to \w+ \d+: 0 texts from 0 people, 0 replies\.$/),
        'No answers. Nothing failed.',
        'No question without a page.',
        '0 tokens, $0.00.',
      ]);
    });
    await far.stop();
  });

  it('is tried again while the human cannot be reached', async () => {
    status = 503;
    await House.during(env(), async (house) => {
      await isDue(house.store, Date.now() + 100, zoneAt(12));
      await until(async () => Number(job()?.not_before) > 0, 20_000);
      status = 200;
      await until(async () => told.length > 0, 20_000);
    });
  });

  it('waits for the day when it comes late', async () => {
    await House.during(env({ DEFAULT_TIME_ZONE: zoneAt(2) }), async (house) => {
      await isDue(house.store, Date.now() + 100, zoneAt(2));
      const later = await until(async () => job()?.not_before || undefined, 20_000);
      // Until eight in the morning.
      expect((Number(later) - Date.now()) / 3_600_000).toBeGreaterThan(4.9);
      expect((Number(later) - Date.now()) / 3_600_000).toBeLessThan(6.1);
    });
    expect(told).toEqual([]);
  });

  it('is nobody’s business without ALERT_TARGET', async () => {
    await House.during(env({ ALERT_TARGET: '' }), (house) =>
      until(async () => house.get('/health/ready').then(({ ok }) => ok)),
    );
    expect(job()).toBeUndefined();
  });

  it('is told by one of two servers', async () => {
    const project = await SupabaseProject.start();
    const shared = { ...env(), ...project.env() };
    const houses = await Promise.all([House.open(shared), House.open(shared)]);
    await isDue(houses[0].store, Date.now() + 200, zoneAt(12));
    const due = async (): Promise<number> => {
      const [row] = await project.query<{ due_at: string }>("select due_at from jobs where kind = 'digest'");
      return Number(row?.due_at);
    };
    await until(async () => told.length > 0 && (await due()) > Date.now() + 60_000, 30_000);
    await Promise.all(houses.map((house) => house.close()));
    await project.stop();
    expect(told).toHaveLength(1);
  });
});
