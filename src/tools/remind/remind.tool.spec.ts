import { beforeEach, describe, expect, it } from '@jest/globals';
import { CapturedLog } from '../../../test/support/captured-log.ts';
import { toolContext } from '../../../test/support/tool-context.ts';
import type { ListJobsInput, NewJob, OpenJob } from '../../conversation/jobs/job.ts';
import type { StagedWrite } from '../../conversation/staged-write.ts';
import { SecretGuard } from '../secret.guard.ts';
import { ToolRegistry } from '../tool.registry.ts';
import { TurnTools } from '../turn.tools.ts';
import { RemindTool } from './remind.tool.ts';

const NOW = Date.parse('2027-03-10T18:00:00Z');
const HERE = 'conversation-1';

/** The open jobs of two conversations, as a store would list them. */
class Shelf {
  readonly jobs = new Map<string, OpenJob[]>();
  readonly asked: ListJobsInput[] = [];

  listJobs(input: ListJobsInput): Promise<OpenJob[]> {
    this.asked.push(input);
    return Promise.resolve(input.kind === 'reminder' ? (this.jobs.get(input.conversationId) ?? []) : []);
  }
  put(conversationId: string, id: string, text: string, inHours: number): void {
    const job = { id, payload: { text }, dueAt: NOW + inHours * 3_600_000, timeZone: 'America/Chicago' };
    this.jobs.set(conversationId, [...(this.jobs.get(conversationId) ?? []), job]);
  }
}

let shelf: Shelf;
let tools: TurnTools;
const turn = (fields: Partial<Parameters<typeof toolContext>[0]> = {}): TurnTools => {
  const { signal: _, ...context } = toolContext({ now: NOW, ...fields });
  return new TurnTools(new ToolRegistry([new RemindTool(shelf)], new SecretGuard([])), context);
};
const signal = new AbortController().signal;
const ask = (input: object, on = tools): Promise<string> =>
  on.specs[0]?.invoke(input as Record<string, unknown>, { signal }) as Promise<string>;
const jobOf = (write: StagedWrite | undefined): NewJob => (write as { job: NewJob }).job;
const dueAt = (on = tools): string => new Date(jobOf(on.staged.at(-1)).dueAt).toISOString();

beforeEach(() => {
  new CapturedLog();
  shelf = new Shelf();
  tools = turn();
});

describe('remind: set', () => {
  it('stages a job of the conversation, and tells day and time', async () => {
    const answer = await ask({ action: 'set', text: '  take the\nbread out ', at: '2027-03-11T09:00' });
    expect(JSON.parse(answer)).toEqual({
      set: {
        id: jobOf(tools.staged[0]).id.slice(0, 8),
        text: 'take the bread out',
        at: expect.stringMatching(/^Thursday, March 11, 2027 at 9:00\sAM CST$/),
      },
      note: 'Confirm it with this day and time.',
    });
    expect(tools.staged).toEqual([
      {
        kind: 'job',
        job: {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          kind: 'reminder',
          payload: { text: 'take the bread out' },
          dueAt: Date.parse('2027-03-11T15:00:00Z'),
          timeZone: 'America/Chicago',
          initiatedBy: 'person',
        },
      },
    ]);
  });

  it.each([
    ['minutes from now', { in_minutes: 90 }, '2027-03-10T19:30:00.000Z'],
    [
      'the time of another zone',
      { at: '2027-03-11T09:00', time_zone: 'Europe/Berlin' },
      '2027-03-11T08:00:00.000Z',
    ],
    ['any hour that they name', { at: '2027-03-11T03:00' }, '2027-03-11T09:00:00.000Z'],
    ['seconds and a blank', { at: '2027-03-11 09:00:30' }, '2027-03-11T15:00:30.000Z'],
    ['the day after the clocks went forward', { at: '2027-03-15T09:00' }, '2027-03-15T14:00:00.000Z'],
  ])('takes %s', async (_what, when, expected) => {
    await ask({ action: 'set', text: 'bread', ...when });
    expect(dueAt()).toBe(expected);
  });

  it('says so where the clocks change over that time', async () => {
    const forward = await ask({ action: 'set', text: 'bread', at: '2027-03-14T02:30' });
    expect(forward).toMatch(/3:30\sAM CDT.*the clocks go forward/);
    const back = await ask({ action: 'set', text: 'bread', at: '2027-11-07T01:30' });
    expect(back).toMatch(/1:30\sAM CDT.*two such times/);
    expect(dueAt()).toBe('2027-11-07T06:30:00.000Z');
  });

  it.each([
    [
      'a time that is over',
      { at: '2027-03-10T11:59' },
      /11:59\sAM CST is over\. It is now Wednesday, March 10, 2027/,
    ],
    ['this very minute', { at: '2027-03-10T12:00' }, /is over/],
    ['more than a year', { at: '2028-03-12T09:00' }, /more than a year ahead/],
    ['more than a year of minutes', { in_minutes: 600_000 }, /in_minutes must be <= /],
    ['no minutes', { in_minutes: 0 }, /in_minutes must be >= 1/],
    ['no time', {}, /either at or in_minutes/],
    ['two times', { at: '2027-03-11T09:00', in_minutes: 5 }, /either at or in_minutes/],
    ['a day that there is not', { at: '2027-02-29T09:00' }, /no such date or time/],
    ['an offset', { at: '2027-03-11T09:00Z' }, /without an offset/],
    ['words', { at: 'tomorrow at 9' }, /local date and time/],
    ['a zone that there is not', { in_minutes: 5, time_zone: 'Moon/Base' }, /no such time zone/],
    ['a recipient', { in_minutes: 5, to: 'x' }, /must NOT have additional properties \(to\)/],
    ['nothing to say', { in_minutes: 5, text: '  ' }, /text is missing/],
    ['too much to say', { in_minutes: 5, text: 'x'.repeat(301) }, /more than 300 characters/],
  ])('refuses %s, in words that help, and stages nothing', async (_what, over, expected) => {
    expect(await ask({ action: 'set', text: 'bread', ...over })).toMatch(expected);
    expect(tools.staged).toEqual([]);
  });

  it('keeps twenty for a conversation, those of this turn included', async () => {
    for (let n = 0; n < 18; n++) shelf.put(HERE, `stored-${n}`, `thing ${n}`, n + 1);
    const set = (): Promise<string> => ask({ action: 'set', text: 'bread', in_minutes: 5 });
    expect([await set(), await set()].every((answer) => answer.includes('Confirm'))).toBe(true);
    expect(await set()).toMatch(/20 reminders already/);
    await ask({ action: 'cancel', which: 'thing 7' });
    expect(await set()).toContain('Confirm');
    expect(tools.staged).toHaveLength(4);
  });

  it('stages nothing when its time was over before it was done', async () => {
    const late = AbortSignal.abort(new Error('too late'));
    const staged: StagedWrite[] = [];
    const context = toolContext({ now: NOW, signal: late, stage: (write) => staged.push(write) });
    await expect(
      new RemindTool(shelf).invoke({ action: 'set', text: 'x', in_minutes: 5 }, context),
    ).rejects.toThrow('too late');
    expect(staged).toEqual([]);
  });

  it('says so where nothing is committed afterwards', async () => {
    const context = toolContext({ now: NOW, stage: undefined });
    await expect(
      new RemindTool(shelf).invoke({ action: 'set', text: 'x', in_minutes: 5 }, context),
    ).rejects.toThrow('nothing can be written here');
  });
});

describe('remind: list and cancel', () => {
  beforeEach(() => {
    shelf.put(HERE, 'aaaaaaaa-1', 'Take the bread out', 30);
    shelf.put(HERE, 'bbbbbbbb-2', 'call the café', 2);
    shelf.put('conversation-2', 'cccccccc-3', 'secret of somebody else', 1);
  });
  const listed = async (): Promise<string[]> =>
    (JSON.parse(await ask({ action: 'list' })) as { reminders: { text: string }[] }).reminders.map(
      ({ text }) => text,
    );

  it('shows those of the conversation alone, next first, as this turn will leave them', async () => {
    expect(await listed()).toEqual(['call the café', 'Take the bread out']);
    await ask({ action: 'set', text: 'tea', in_minutes: 60 });
    await ask({ action: 'cancel', which: 'bbbbbbbb' });
    expect(await listed()).toEqual(['tea', 'Take the bread out']);
    expect(new Set(shelf.asked.map(({ conversationId }) => conversationId))).toEqual(new Set([HERE]));
  });

  it.each(['bbbbbbbb', 'CAFE', 'the call'])('cancels the one that is meant by %s', async (which) => {
    expect(await ask({ action: 'cancel', which })).toContain('"cancelled":{"id":"bbbbbbbb"');
    expect(tools.staged).toEqual([{ kind: 'cancel-job', jobId: 'bbbbbbbb-2', jobKind: 'reminder' }]);
  });

  it('cancels one that was set in the same turn', async () => {
    await ask({ action: 'set', text: 'tea', in_minutes: 60 });
    await ask({ action: 'cancel', which: 'tea' });
    expect(tools.staged[1]).toMatchObject({ kind: 'cancel-job', jobId: jobOf(tools.staged[0]).id });
  });

  it.each([
    ['the', /ask which one.*café.*bread/],
    ['milk', /no such one.*café.*bread/],
    ['cccccccc', /no such one/],
    ['secret', /no such one/],
    ['', /no such one/],
    ['!!', /no such one/],
  ])('cancels nothing for "%s", and shows what there is', async (which, expected) => {
    const answer = await ask({ action: 'cancel', which });
    expect(answer).toMatch(expected);
    expect(answer).not.toContain('somebody else');
    expect(tools.staged).toEqual([]);
  });
});
