import { beforeEach, describe, expect, it } from '@jest/globals';
import { CapturedLog } from '../../../test/support/captured-log.ts';
import { AdapterRegistry } from '../adapter.registry.ts';
import { JobAttempt } from './job.attempt.ts';
import { JobHandler, type JobResult } from './job.handler.ts';
import type { ClaimedJob } from './job.ts';
import { every, type Schedule } from './schedule.ts';

type Run = (job: ClaimedJob, options: { signal: AbortSignal }) => Promise<JobResult>;

class Errand extends JobHandler {
  readonly kind = 'errand';
  override readonly timeoutMs = 200;
  override readonly maxAttempts = 3;
  override readonly schedule: Schedule | undefined;
  runs = 0;

  constructor(
    private readonly errand: Run = () => Promise.resolve({}),
    periodMs?: number,
  ) {
    super();
    this.schedule = periodMs === undefined ? undefined : every(periodMs);
  }
  override run(...args: Parameters<Run>): Promise<JobResult> {
    this.runs++;
    return this.errand(...args);
  }
}

const NOON = Date.parse('2027-03-10T18:00:00Z');
const HOUR = 3_600_000;
const job = (over: Partial<ClaimedJob> = {}): ClaimedJob => ({
  id: 'j1',
  kind: 'errand',
  payload: {},
  dueAt: NOON,
  timeZone: 'America/Chicago',
  initiatedBy: 'person',
  conversationId: 'c1',
  channel: 'loop',
  repeats: false,
  claimId: 'claim',
  fence: 1,
  attempt: 1,
  now: NOON,
  ...over,
});

const attempt = new JobAttempt(new AdapterRegistry([]));
const going = new AbortController().signal;
const fails = new Errand(() => Promise.reject(new RangeError('+12055550123 is engaged')));
let log: CapturedLog;

beforeEach(() => {
  log = new CapturedLog();
});

describe('one try of a job', () => {
  it('ends with what its handler wants sent, under the name of the job', async () => {
    const says = new Errand(() => Promise.resolve({ send: ['one', 'two'] }));
    expect(await attempt.run(says, job(), going)).toEqual({
      kind: 'done',
      send: { origin: 'errand:j1', texts: ['one', 'two'], ttlMs: 24 * HOUR },
    });
    expect(await attempt.run(new Errand(), job(), going)).toEqual({ kind: 'done', send: null });
  });

  it('of one that repeats ends with its next time, and a name of its own for each', async () => {
    const says = new Errand(() => Promise.resolve({ send: ['one'] }), HOUR);
    expect(await attempt.run(says, job({ repeats: true, now: NOON + 5 }), going)).toMatchObject({
      kind: 'again',
      dueAt: NOON + HOUR,
      code: null,
      send: { origin: `errand:j1:${NOON}` },
    });
    // A clock that is behind must not bring the same time again.
    const behind = await attempt.run(says, job({ repeats: true, now: NOON - 60_000 }), going);
    expect(behind).toMatchObject({ dueAt: NOON + HOUR });
    // What was missed while no server ran is done once.
    const late = await attempt.run(says, job({ repeats: true, now: NOON + 10 * HOUR + 5 }), going);
    expect(late).toMatchObject({ dueAt: NOON + 11 * HOUR });
  });

  it('that fails is made again, each time later, and then given up, without a word of why', async () => {
    const waits = [];
    for (const n of [1, 2]) {
      const end = await attempt.run(fails, job({ attempt: n }), going);
      expect(end).toMatchObject({ kind: 'later', code: 'RangeError', failed: true });
      waits.push((end as { retryInMs: number }).retryInMs);
    }
    expect(waits[0]).toBeGreaterThanOrEqual(800);
    expect(waits[1]).toBeGreaterThan(Number(waits[0]));
    expect(await attempt.run(fails, job({ attempt: 3 }), going)).toEqual({
      kind: 'dead',
      code: 'RangeError',
    });
    expect(log.with('given up')).toMatchObject([{ alert: 'job-dead', jobId: 'j1', code: 'RangeError' }]);
  });

  it('of one that repeats is given up until its next time alone', async () => {
    const hourly = new Errand(() => Promise.reject(new Error('no')), HOUR);
    expect(await attempt.run(hourly, job({ attempt: 3, repeats: true }), going)).toEqual({
      kind: 'again',
      dueAt: NOON + HOUR,
      code: 'Error',
      send: null,
    });
  });

  it('is not made by a handler that has taken its server with it too often', async () => {
    const killer = new Errand();
    expect(await attempt.run(killer, job({ attempt: 4 }), going)).toMatchObject({
      kind: 'dead',
      code: 'too-many-attempts',
    });
    expect(killer.runs).toBe(0);
  });

  it('ends when its time is over, whether the handler listens or not', async () => {
    let reason: unknown;
    const listens = new Errand((_job, { signal }) => {
      const over = Promise.withResolvers<never>();
      signal.addEventListener('abort', () => over.reject((reason = signal.reason) as Error));
      return over.promise;
    });
    expect(await attempt.run(listens, job(), going)).toMatchObject({ kind: 'later', failed: true });
    expect(reason).toMatchObject({ message: 'the time is over' });
    const deaf = new Errand(() => new Promise(() => undefined));
    expect(await attempt.run(deaf, job(), going)).toMatchObject({ kind: 'later', code: 'TimeLimitError' });
  });

  it('is given back at a stop of the server, and has not failed', async () => {
    const stop = new AbortController();
    const slow = new Errand(() => new Promise(() => undefined));
    const end = attempt.run(slow, job(), stop.signal);
    stop.abort(new Error('the server stops'));
    expect(await end).toEqual({ kind: 'later', retryInMs: 0, code: 'released', failed: false });
  });

  it('waits for the morning when Chip has started it, and for nothing when a person has', async () => {
    const night = Date.parse('2027-03-11T04:00:00Z');
    const handler = new Errand();
    const chips = { initiatedBy: 'chip', now: night, dueAt: night } as const;
    expect(await attempt.run(handler, job(chips), going)).toEqual({
      kind: 'later',
      retryInMs: 10 * HOUR,
      code: 'night',
      failed: false,
    });
    expect(handler.runs).toBe(0);
    expect(await attempt.run(handler, job({ ...chips, now: NOON }), going)).toMatchObject({ kind: 'done' });
    expect(await attempt.run(handler, job({ ...chips, initiatedBy: 'person' }), going)).toMatchObject({
      kind: 'done',
    });
    // What belongs to no conversation wakes nobody, unless it says that it does.
    const ours = { ...chips, conversationId: null, channel: null };
    expect(await attempt.run(handler, job(ours), going)).toMatchObject({ kind: 'done' });
    const waking = new (class extends Errand {
      override readonly byDay = true;
    })();
    expect(await attempt.run(waking, job(ours), going)).toMatchObject({ kind: 'later', code: 'night' });
    expect(waking.runs).toBe(0);
  });

  it('fails when it has texts and nobody to send them to', async () => {
    const says = new Errand(() => Promise.resolve({ send: ['hello'] }));
    const nobody = job({ conversationId: null, channel: null });
    expect(await attempt.run(says, nobody, going)).toMatchObject({ kind: 'later', failed: true });
  });
});
