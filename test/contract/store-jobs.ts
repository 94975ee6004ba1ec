import { expect, it } from '@jest/globals';
import type { Chat } from './chat.ts';
import { JobPlayer, KIND, newJob } from './job.player.ts';
import { ADA, BOB, GROUP, message } from './people-and-events.ts';

const FAR = 3_600_000;

export function describeJobs(chat: () => Chat): void {
  const jobs = (): JobPlayer => new JobPlayer(chat());

  it('stores what a turn has staged with its reply, and once, however often that is committed', async () => {
    await chat().text('remind me');
    const turn = await chat().turn();
    const staged = [newJob(), newJob()].map((job) => ({ kind: 'job', job }) as const);
    for (let n = 0; n < 3; n++) expect(await chat().commit(turn, ['ok'], { staged })).toBe('committed');
    // Another attempt of the same turn has ids of its own.
    const other = staged.map(({ job }) => ({ kind: 'job', job: { ...job, id: newJob().id } }) as const);
    expect(await chat().commit(turn, ['ok'], { staged: other })).toBe('committed');
    expect((await jobs().list(turn.conversationId)).map(({ id }) => id).toSorted()).toEqual(
      staged.map(({ job }) => job.id).toSorted(),
    );
  });

  it('stores nothing of a turn that is lost, or that has to look at a newer text', async () => {
    await chat().text('remind me');
    const turn = await chat().turn();
    await chat().text('no, wait');
    const staged = [{ kind: 'job', job: newJob() } as const];
    expect(await chat().commit(turn, ['ok'], { staged })).toBe('newer');
    await chat().text('stop');
    expect(await chat().commit(turn, ['ok'], { staged })).toBe('lost');
    expect(await jobs().list(turn.conversationId)).toEqual([]);
    expect(await jobs().try()).toEqual({ claimed: null, nextAt: null });
  });

  it('hands out a job when it is due, and says when that is', async () => {
    const job = newJob({
      dueAt: Date.now() + FAR,
      payload: { text: 'é 👍', list: [1] },
      initiatedBy: 'chip',
    });
    const conversationId = await jobs().stage([job]);
    expect(await jobs().try()).toEqual({ claimed: null, nextAt: job.dueAt });
    const soon = newJob({ dueAt: Date.now() + 60 });
    await jobs().stage([soon], BOB);
    const claimed = await jobs().claim();
    expect(claimed).toMatchObject({ id: soon.id, channel: 'loop', attempt: 1, repeats: false });
    expect(claimed.now).toBeGreaterThanOrEqual(soon.dueAt);
    expect(await jobs().list(conversationId)).toEqual([
      { id: job.id, payload: job.payload, dueAt: job.dueAt, timeZone: job.timeZone },
    ]);
  });

  it('hands out the job that has been due for longest, of the kinds that are asked for', async () => {
    const kinds = ['reminder', 'digest', 'reminder', 'unknown'];
    const due = kinds.map((kind, n) => newJob({ kind, dueAt: 4000 - n * 1000 }));
    await jobs().stage(due);
    const leases = { reminder: 30_000, digest: 30_000 };
    const order = [
      await jobs().claim({ leases }),
      await jobs().claim({ leases }),
      await jobs().claim({ leases }),
    ];
    expect(order.map(({ id }) => id)).toEqual([due[2]?.id, due[1]?.id, due[0]?.id]);
    expect((await jobs().try({ leases })).claimed).toBeNull();
  });

  it('gives a job to one worker only, and the same to one that asks again', async () => {
    await jobs().stage([newJob()]);
    const claims = await Promise.all(Array.from({ length: 10 }, () => jobs().try()));
    const got = claims.flatMap(({ claimed }) => claimed ?? []);
    expect(got).toHaveLength(1);
    expect(await jobs().claim({ claimId: got[0]?.claimId })).toEqual({ ...got[0], now: expect.any(Number) });
  });

  it('lets another worker take over when a lease has run out, and fences the first one off', async () => {
    await jobs().stage([newJob()]);
    const before = Date.now();
    const first = await jobs().claim({ leases: { [KIND]: 60 } });
    const second = await jobs().claim();
    expect(Date.now()).toBeGreaterThanOrEqual(before + 60);
    expect(second).toMatchObject({ id: first.id, attempt: 2, fence: first.fence + 1 });
    expect(await jobs().remind(first, 'from the dead')).toBe('lost');
    expect(await jobs().remind(second)).toBe('ended');
    expect(await chat().sendAll()).toEqual(['Reminder: bread']);
  });

  it('takes a late end as long as nobody has taken over', async () => {
    await jobs().stage([newJob()]);
    const job = await jobs().claim({ leases: { [KIND]: 0 } });
    expect(await jobs().remind(job)).toBe('ended');
    expect(await chat().sendAll()).toEqual(['Reminder: bread']);
  });

  it('sends its texts once, however often its end is told', async () => {
    await jobs().stage([newJob()]);
    const job = await jobs().claim();
    for (let n = 0; n < 3; n++) expect(await jobs().remind(job)).toBe('ended');
    expect(await chat().sendAll()).toEqual(['Reminder: bread']);
    expect(await jobs().try()).toEqual({ claimed: null, nextAt: null });
    expect(await jobs().list(job.conversationId ?? '')).toEqual([]);
  });

  it('sends behind what waits, and as a line of the dialogue', async () => {
    await chat().converse('hi', ['hello']);
    await jobs().stage([newJob()]);
    await jobs().remind(await jobs().claim());
    const [row] = [await chat().send()];
    expect(row).toMatchObject({ text: 'hello' });
    expect((await chat().trySend()).claimed).toBeNull();
    await chat().record(row, 'sent');
    expect(await chat().send()).toMatchObject({ origin: expect.stringMatching(/^reminder:[0-9a-f-]{36}$/) });
    await chat().text('thanks, done');
    const { history } = await chat().turn();
    expect(history.map(({ body }) => body)).toEqual(['hi', 'hello', 'remind me', 'Reminder: bread']);
  });

  it('stands behind the reply of a turn that runs when it is sent', async () => {
    await jobs().stage([newJob()]);
    await chat().text('hello?');
    const turn = await chat().turn();
    await jobs().remind(await jobs().claim());
    await chat().commit(turn, ['to hello']);
    await chat().text('ok');
    const { history } = await chat().turn();
    expect(history.map(({ body }) => body)).toEqual(['remind me', 'hello?', 'to hello', 'Reminder: bread']);
  });

  it('is sent into the group that it was set in, and keeps who set it', async () => {
    await chat().admit(message({ text: 'remind us', conversation: GROUP, author: '+13345550107' }));
    await chat().commit(await chat().turn(), [], { staged: [{ kind: 'job', job: newJob() }] });
    await jobs().remind(await jobs().claim());
    expect(await chat().send()).toMatchObject({ target: 'g1', targetKind: 'group' });
  });

  it('is tried again later, counted only when it failed, and given up for good', async () => {
    await jobs().stage([newJob()]);
    let free = 0;
    const tries: number[] = [];
    for (const [failed, code] of [
      [true, 'E'],
      [false, 'night'],
      [true, 'E'],
    ] as const) {
      const job = await jobs().claim();
      expect(job.now).toBeGreaterThanOrEqual(free);
      free = job.now + 30;
      tries.push(job.attempt);
      expect(await jobs().end(job, { kind: 'later', retryInMs: 30, code, failed })).toBe('ended');
    }
    expect(tries).toEqual([1, 2, 2]);
    const last = await jobs().claim();
    expect(last.attempt).toBe(3);
    expect(await jobs().end(last, { kind: 'dead', code: 'E' })).toBe('ended');
    expect(await jobs().try()).toEqual({ claimed: null, nextAt: null });
  });

  it('is cancelled by a turn, also while a worker has it', async () => {
    const [one, two] = [newJob(), newJob({ dueAt: Date.now() + FAR })];
    const conversationId = await jobs().stage([one, two]);
    const job = await jobs().claim();
    const staged = [one, two].map(({ id }) => ({ kind: 'cancel-job', jobId: id, jobKind: KIND }) as const);
    await jobs().commit(staged);
    expect(await jobs().remind(job)).toBe('lost');
    expect(await jobs().list(conversationId)).toEqual([]);
    expect(await jobs().try()).toEqual({ claimed: null, nextAt: null });
    expect(await chat().sendAll()).toEqual([]);
  });

  it('is neither seen nor cancelled from another conversation, nor as another kind', async () => {
    const adas = newJob({ dueAt: Date.now() + FAR });
    const ada = await jobs().stage([adas]);
    const bob = await jobs().stage([newJob({ dueAt: Date.now() + FAR, payload: { text: 'of Bob' } })], BOB);
    await jobs().commit([{ kind: 'cancel-job', jobId: adas.id, jobKind: KIND }], BOB);
    await jobs().commit([{ kind: 'cancel-job', jobId: adas.id, jobKind: 'digest' }], ADA);
    expect(await jobs().list(ada)).toMatchObject([{ id: adas.id }]);
    expect(await jobs().list(bob)).toMatchObject([{ payload: { text: 'of Bob' } }]);
    expect(await jobs().list(ada, 'digest')).toEqual([]);
    expect(await jobs().list('nobody')).toEqual([]);
  });
}
