import { expect, it } from '@jest/globals';
import type { ScheduleJobInput } from '../../src/conversation/jobs/job.ts';
import type { Chat } from './chat.ts';
import { JobPlayer } from './job.player.ts';

const KIND = 'sweep';
const LEASES = { [KIND]: 30_000 };
const FAR = 3_600_000;

export function describeRepeatingJobs(chat: () => Chat): void {
  const jobs = (): JobPlayer => new JobPlayer(chat());
  const schedule = (dueAt: number, over: Partial<ScheduleJobInput> = {}): Promise<boolean> =>
    jobs().schedule({ kind: KIND, key: `every:${KIND}`, repeats: true, dueAt, payload: {}, ...over });
  const due = async (): Promise<number | null> =>
    ((await jobs().try({ leases: LEASES })) as { nextAt: number | null }).nextAt;

  it('is one job, however many servers schedule it', async () => {
    const at = Date.now() + FAR;
    const made = await Promise.all([schedule(at), schedule(at), schedule(at)]);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await due()).toBe(at);
  });

  it('belongs to no conversation, and can text nobody', async () => {
    await schedule(Date.now());
    const job = await jobs().claim({ leases: LEASES });
    expect(job).toMatchObject({ conversationId: null, channel: null, repeats: true });
    const send = { origin: 'sweep:1', texts: ['hello, everybody'], ttlMs: 60_000 };
    await expect(jobs().end(job, { kind: 'done', send })).rejects.toThrow();
    expect(await chat().sendAll()).toEqual([]);
  });

  it('comes again at its next time, with all its tries', async () => {
    const first = Date.now();
    await schedule(first);
    for (const [n, code] of [null, 'Error', null].entries()) {
      const job = await jobs().claim({ leases: LEASES });
      expect(job).toMatchObject({ attempt: 1, fence: n + 1, dueAt: first + n * 40 });
      expect(job.now).toBeGreaterThanOrEqual(job.dueAt);
      const again = { kind: 'again', dueAt: job.dueAt + 40, code, send: null } as const;
      for (let told = 0; told < 2; told++) expect(await jobs().end(job, again)).toBe('ended');
    }
  });

  it('is brought forward by a server that knows a shorter time, and by none put off', async () => {
    const at = Date.now() + FAR;
    await schedule(at);
    await schedule(at + 1000);
    expect(await due()).toBe(at);
    await schedule(at - 1000);
    expect(await due()).toBe(at - 1000);
  });

  it('has no second turn for one time when a server whose clock is behind starts', async () => {
    const period = Date.now();
    await schedule(period);
    const job = await jobs().claim({ leases: LEASES });
    await jobs().end(job, { kind: 'again', dueAt: period + FAR, code: null, send: null });
    await schedule(period);
    await schedule(period - 1000);
    expect(await due()).toBe(period + FAR);
  });

  it('is there again when its code has gone and come back', async () => {
    await schedule(Date.now());
    await jobs().end(await jobs().claim({ leases: LEASES }), { kind: 'done', send: null });
    expect(await due()).toBeNull();
    const at = Date.now() + FAR;
    await schedule(at);
    expect(await due()).toBe(at);
  });

  it('is done once of two servers that ask at the same time', async () => {
    await schedule(Date.now());
    const claims = await Promise.all([1, 2, 3, 4].map(() => jobs().try({ leases: LEASES })));
    expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
  });

  it('that does not repeat is done once, whoever schedules it afterwards', async () => {
    await schedule(Date.now(), { repeats: false });
    const job = await jobs().claim({ leases: LEASES });
    await jobs().end(job, { kind: 'done', send: null });
    expect(await schedule(Date.now(), { repeats: false })).toBe(false);
    expect(await due()).toBeNull();
  });

  it('is not made for a conversation that there is not', async () => {
    expect(await schedule(Date.now(), { conversationId: 'nobody' })).toBe(false);
    expect(await due()).toBeNull();
  });
}
