import { describe, expect, it } from '@jest/globals';
import type { ClaimedJob } from './job.ts';
import { JobRegistry } from './job.registry.ts';
import { JobHandler } from './job.handler.ts';
import { ReminderJob } from './reminder.job.ts';

const DUE = Date.parse('2027-03-11T15:00:00Z');
const MINUTE = 60_000;

const said = async (lateMs: number, timeZone = 'America/Chicago'): Promise<unknown> => {
  const job = { payload: { text: 'bread' }, dueAt: DUE, timeZone, now: DUE + lateMs };
  return new ReminderJob().run(job as unknown as ClaimedJob);
};

describe('a reminder', () => {
  it('says what it was set for', async () => {
    for (const late of [0, 10 * MINUTE]) expect(await said(late)).toEqual({ send: ['Reminder: bread'] });
  });

  it('says when it was due, in its own zone, if it comes late', async () => {
    const note = (when: RegExp): unknown => ({ send: [expect.stringMatching(when)] });
    expect(await said(11 * MINUTE)).toEqual(
      note(
        /^Reminder: bread\n\(This was due on Thursday, March 11, 2027 at 9:00\sAM\. Sorry that it comes late\.\)$/,
      ),
    );
    expect(await said(3 * 1440 * MINUTE, 'Asia/Tokyo')).toEqual(note(/Friday, March 12, 2027 at 12:00\sAM/));
    expect(await said(7 * 1440 * MINUTE)).toEqual(note(/due on/));
  });

  it('is given up when a week has gone by', async () => {
    expect(await said(7 * 1440 * MINUTE + 1)).toEqual({ giveUp: 'too-late' });
  });
});

describe('the registry of jobs', () => {
  class Named extends JobHandler {
    constructor(readonly kind: string) {
      super();
    }
    override run(): Promise<object> {
      return Promise.resolve({});
    }
  }

  it('serves handlers by kind', () => {
    const registry = new JobRegistry([new ReminderJob()]);
    registry.register(new Named('digest'));
    expect(registry.list().map(({ kind }) => kind)).toEqual(['reminder', 'digest']);
    expect(registry.get('digest')).toBeInstanceOf(Named);
    expect(() => registry.get('other')).toThrow('no handler for jobs of kind "other"');
  });

  it('takes no kind twice, none that is no name, and none whose texts would pass for others', () => {
    expect(() => new JobRegistry([new ReminderJob(), new ReminderJob()])).toThrow('registered twice');
    for (const kind of ['', 'Digest', 'a:b', 'a b', 'consent', 'turn', 'greeting', 'notice'])
      expect(() => new JobRegistry([new Named(kind)])).toThrow(`job kind "${kind}"`);
  });
});
