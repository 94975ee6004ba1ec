import { rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/contract/eventually.ts';
import { CapturedLog } from '../../../test/support/captured-log.ts';
import { ics } from '../../../test/support/ics.ts';
import { Loopback } from '../../../test/support/loopback.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { toolContext } from '../../../test/support/tool-context.ts';
import { NothingFound } from '../nothing-found.ts';
import { CalendarFeed } from './calendar.feed.ts';
import { CalendarTool } from './calendar.tool.ts';

interface Answer {
  events: { title: string; when: string; place?: string; about?: string; url?: string }[];
  more?: number;
  warning?: string;
  known_until?: string;
  without_words_and_place?: number;
}

const SECRET_PATH = '/private-8f14e45fceea167a5a36dedd4bea2543/basic.ics';
const event = (uid: string, title: string, start: string, ...lines: string[]): string[] => [
  `UID:${uid}`,
  `SUMMARY:${title}`,
  `DTSTART${start}`,
  ...lines,
];
const CHICAGO = ';TZID=America/Chicago:';
const MEETUP = event(
  'm',
  'Meetup',
  `${CHICAGO}20270316T180000`,
  'DURATION:PT2H',
  'LOCATION:Library\\, Huntsville\\, AL',
);
const FAIR = event(
  'f',
  'Robot fair',
  `${CHICAGO}20270401T100000`,
  'LOCATION:Mobile\\, Alabama',
  'DESCRIPTION:<p>Bring <b>kids</b></p>',
);

/** 10 March 2027, noon in Chicago, unless a test says that it is later. */
let now: number;
let far: Loopback;
let log: CapturedLog;
beforeEach(async () => {
  now = Date.parse('2027-03-10T18:00:00Z');
  log = new CapturedLog();
  far = await Loopback.start();
});
afterEach(() => far.close());

const serve =
  (text: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/calendar', ...headers }).end(text);
const feed = (source: string, number = 1): CalendarFeed =>
  new CalendarFeed(source, number, 'America/Chicago', { freshMs: 0, retryMs: 0, now: () => now });
const toolOf = (...sources: string[]): CalendarTool =>
  new CalendarTool(sources.map((source, index) => feed(source, index + 1)));

async function ask(tool: CalendarTool, question: object = {}, timeZone?: string): Promise<Answer> {
  const result = await tool.invoke(question, toolContext({ now, ...(timeZone && { timeZone }) }));
  return (result instanceof NothingFound ? result.shown : result) as Answer;
}
const titles = ({ events }: Answer): string[] => events.map(({ title }) => title);

describe('the events of a calendar', () => {
  it('are told in order, in the time of the person, as text', async () => {
    far.handle = serve(ics([FAIR, MEETUP]));
    const tool = toolOf(far.url);
    expect(await ask(tool)).toEqual({
      time_zone: 'America/Chicago',
      events: [
        {
          title: 'Meetup',
          when: expect.stringMatching(/^Tuesday, March 16, 2027, 6:00\s–\s8:00\sPM$/),
          place: 'Library, Huntsville, AL',
        },
        {
          title: 'Robot fair',
          when: expect.stringMatching(/^Thursday, April 1, 2027 at 10:00\sAM$/),
          place: 'Mobile, Alabama',
          about: 'Bring kids',
        },
      ],
    });
    expect((await ask(tool, {}, 'Europe/Berlin')).events[0]?.when).toMatch(/March 17, 2027, 12:00/);
  });

  it('keep their hour when the clocks change', async () => {
    far.handle = serve(
      ics([[...event('w', 'Weekly', `${CHICAGO}20270309T180000`), 'RRULE:FREQ=WEEKLY;COUNT=3']]),
    );
    const whens = (await ask(toolOf(far.url))).events.map(({ when }) => when);
    expect(whens.map((when) => when.replaceAll(/\s/gu, ' '))).toEqual([
      'Tuesday, March 16, 2027 at 6:00 PM',
      'Tuesday, March 23, 2027 at 6:00 PM',
    ]);
  });

  it('of whole days are on these days for everybody, until they are over where the person is', async () => {
    far.handle = serve(ics([event('c', 'Camp', ';VALUE=DATE:20270309', 'DTEND;VALUE=DATE:20270311')]));
    const tool = toolOf(far.url);
    const when = 'Tuesday, March 9 – Wednesday, March 10, 2027, all day';
    const told = async (zone: string) =>
      (await ask(tool, {}, zone)).events.map((each) => each.when.replaceAll(/\s/gu, ' '));
    for (const zone of ['America/Chicago', 'Pacific/Honolulu']) expect(await told(zone)).toEqual([when]);
    // One minute before midnight in Chicago: in Berlin it is the next day.
    now = Date.parse('2027-03-11T05:59:00Z');
    expect(await told('America/Chicago')).toEqual([when]);
    expect(await told('Europe/Berlin')).toEqual([]);
    now += 60_000;
    expect(await told('America/Chicago')).toEqual([]);
  });

  it('are chosen by day, number of days, words and place', async () => {
    far.handle = serve(ics([MEETUP, FAIR]));
    const tool = toolOf(far.url);
    for (const [question, expected] of [
      [{ from: '2027-03-16', days: 1 }, ['Meetup']],
      [{ from: '2027-03-17' }, ['Robot fair']],
      [{ days: 6 }, []],
      [{ days: 7 }, ['Meetup']],
      [{ words: 'robots' }, ['Robot fair']],
      [{ words: 'kids fair' }, ['Robot fair']],
      [{ words: 'bot' }, []],
      [{ place: 'Huntsville, Alabama' }, ['Meetup']],
      [{ place: 'mobile' }, ['Robot fair']],
      [{ place: 'Birmingham, Alabama' }, []],
    ] as const) {
      expect([question, titles(await ask(tool, question))]).toEqual([question, expected]);
    }
  });

  it('that are none are told as such, with how many there are otherwise', async () => {
    far.handle = serve(ics([MEETUP, FAIR]));
    const result = await toolOf(far.url).invoke({ words: 'opera' }, toolContext({ now }));
    expect(result).toEqual(new NothingFound({ events: [], without_words_and_place: 2 }));
  });

  it('are eight at most, long texts cut, and addresses only if they are one', async () => {
    const long = ['DESCRIPTION:' + 'word '.repeat(300), 'URL:javascript:alert(1)'];
    const many = Array.from({ length: 11 }, (_, n) =>
      event(`e${n}`, `E${n}`, `:202703${11 + n}T180000Z`, ...long),
    );
    far.handle = serve(ics(many));
    const { events, more } = await ask(toolOf(far.url));
    expect([events.length, more]).toEqual([8, 3]);
    expect(events.every(({ about, url }) => (about ?? '').length < 320 && url === undefined)).toBe(true);
  });

  it('listed by two calendars are told once', async () => {
    far.handle = ({ url }, response) =>
      response.end(
        url === '/a'
          ? ics([MEETUP, event('same', 'Fair 2027', ':20270320T180000Z')])
          : ics([
              event('other', 'MEETUP!', ':20270316T230000Z'),
              event('same', 'The big fair', ':20270320T180000Z'),
            ]),
      );
    expect(titles(await ask(toolOf(`${far.url}/a`, `${far.url}/b`)))).toHaveLength(2);
  });

  it.each(['2027-02-30', '2027-13-01'])('from a day that does not exist are refused: %s', async (from) => {
    await expect(ask(toolOf(far.url), { from })).rejects.toThrow('from must be a day such as 2027-03-31');
  });

  it('are known from a month ago to some 400 days ahead, and it is said where that ends', async () => {
    far.handle = serve(ics([[...event('d', 'Daily', ':20260101T180000Z'), 'RRULE:FREQ=DAILY']]));
    const tool = toolOf(far.url);
    await expect(ask(tool, { from: '2027-02-06' })).rejects.toThrow('31 days back and 400 days ahead');
    await expect(ask(tool, { from: '2028-04-14' })).rejects.toThrow('400 days ahead');
    expect((await ask(tool, { from: '2027-02-07', days: 1 })).events).toHaveLength(1);
    expect(await ask(tool, { from: '2028-04-10' })).toMatchObject({ known_until: '2028-04-13' });
  });
});

describe('a calendar that cannot be read', () => {
  it('at first is an error that names no address, and is asked again', async () => {
    await far.close();
    const tool = toolOf(far.url + SECRET_PATH);
    await expect(ask(tool)).rejects.toThrow('no calendar can be read at the moment');
    expect(log.with('could not be read')).toEqual([
      { calendar: 1, reason: 'it cannot be reached', code: 'ECONNREFUSED' },
    ]);
    expect(log.text).not.toMatch(/private-|127\.0\.0\.1/);
    await far.listen();
    far.handle = serve(ics([MEETUP]));
    expect(titles(await ask(tool))).toEqual(['Meetup']);
  });

  it('later is used as it was, and after a day it is said that it is old', async () => {
    far.handle = serve(ics([MEETUP]));
    const tool = toolOf(far.url);
    await ask(tool);
    far.handle = (_request, response) => response.writeHead(500).end();
    expect(await ask(tool)).not.toHaveProperty('warning');
    await eventually('the failure', () => Promise.resolve(log.with('could not be read').length > 0));
    expect(log.with('could not be read')[0]).toMatchObject({ reason: 'it answered 500' });
    now += 25 * 3_600_000;
    expect(await ask(tool)).toMatchObject({ warning: 'one of the calendars is more than a day old; say so' });
    expect(titles(await ask(tool))).toEqual(['Meetup']);
  });

  it('beside one that can is left out, and it is said', async () => {
    far.handle = ({ url }, response) =>
      url === '/good' ? response.end(ics([MEETUP])) : response.writeHead(404).end();
    const answer = await ask(toolOf(`${far.url}/bad`, `${far.url}/good`));
    expect(titles(answer)).toEqual(['Meetup']);
    expect(answer.warning).toBe('one of the calendars cannot be read at the moment');
  });

  it.each([
    ['a page of HTML', '<!doctype html><title>Sign in</title>', 'it is no iCalendar'],
    ['nothing', '', 'it is no iCalendar'],
    [
      'too much',
      `BEGIN:VCALENDAR\r\n${'X-FILL:0123456789\r\n'.repeat(270_000)}`,
      'it is larger than 5000000 bytes',
    ],
  ])('since it is %s says so in the log', async (_what, text, reason) => {
    far.handle = serve(text);
    await expect(ask(toolOf(far.url))).rejects.toThrow('no calendar');
    expect(log.with('could not be read')).toMatchObject([{ calendar: 1, reason }]);
  });

  it('after it was fine is not taken for empty', async () => {
    far.handle = serve(ics([MEETUP]));
    const tool = toolOf(far.url);
    await ask(tool);
    far.handle = serve('<!doctype html>');
    await ask(tool);
    await eventually('the failure', () => Promise.resolve(log.with('could not be read').length > 0));
    expect(titles(await ask(tool))).toEqual(['Meetup']);
    far.handle = serve(ics([]));
    await eventually('the change', async () => titles(await ask(tool)).length === 0);
  });
});

describe('a feed', () => {
  it('that has not changed is not sent again, within a day', async () => {
    far.handle = ({ headers }, response) =>
      headers['if-none-match'] === '"one"'
        ? response.writeHead(304).end()
        : serve(ics([MEETUP]), { etag: '"one"' })({ headers } as never, response as never);
    const tool = toolOf(far.url);
    await ask(tool);
    await ask(tool);
    await eventually('a second request', () => Promise.resolve(far.requests.length >= 2));
    expect(far.requests[1]?.headers['if-none-match']).toBe('"one"');
    expect(titles(await ask(tool))).toEqual(['Meetup']);
    now += 25 * 3_600_000;
    const before = far.requests.length;
    await eventually('a whole request', async () => {
      await ask(tool);
      return far.requests.slice(before).some(({ headers }) => headers['if-none-match'] === undefined);
    });
  });

  it('that has not changed is not old', async () => {
    far.handle = (request, response) =>
      request.headers['if-none-match'] === undefined
        ? serve(ics([MEETUP]), { etag: '"one"' })(request, response)
        : response.writeHead(304).end();
    const tool = toolOf(far.url);
    await ask(tool);
    now += 20 * 3_600_000;
    await ask(tool);
    await eventually('a second request', () => Promise.resolve(far.requests.length >= 2));
    far.handle = (_request, response) => response.writeHead(500).end();
    // Asked until then: while the answer before is still being read, no further one is fetched.
    await eventually('the failure', async () => {
      await ask(tool);
      return log.with('could not be read').length > 0;
    });
    now += 20 * 3_600_000;
    expect(await ask(tool)).not.toHaveProperty('warning');
    now += 20 * 3_600_000;
    expect(await ask(tool)).toHaveProperty('warning');
  });

  it('whose first answer was no calendar is not taken for unchanged', async () => {
    far.handle = serve('<!doctype html>', { etag: '"page"' });
    const tool = toolOf(far.url);
    await expect(ask(tool)).rejects.toThrow('no calendar');
    far.handle = serve(ics([MEETUP]));
    expect(titles(await ask(tool))).toEqual(['Meetup']);
    expect(far.requests[1]?.headers['if-none-match']).toBeUndefined();
  });

  it('is asked once for many questions at a time, and again only when it is due', async () => {
    far.handle = serve(ics([MEETUP]));
    const tool = new CalendarTool([new CalendarFeed(far.url, 1, 'America/Chicago', { now: () => now })]);
    await Promise.all(Array.from({ length: 10 }, () => ask(tool)));
    await ask(tool);
    expect(far.requests).toHaveLength(1);
  });

  it('is read at the start without anybody waiting', async () => {
    far.handle = serve(ics([MEETUP]));
    toolOf(far.url).onApplicationBootstrap();
    await eventually('it to be read', () => Promise.resolve(log.with('calendar read').length > 0));
    expect(log.with('calendar read')).toEqual([{ calendar: 1, occurrences: 1 }]);
  });

  it('may be a file, which is read again when it changes', async () => {
    const folder = await temporaryFolder();
    const path = folder.path('events.ics');
    await writeFile(path, ics([MEETUP]));
    const tool = toolOf(path);
    expect(titles(await ask(tool))).toEqual(['Meetup']);
    await writeFile(path, ics([MEETUP, FAIR]));
    await eventually('the change', async () => titles(await ask(tool)).length === 2);
    await rm(path);
    await eventually('the loss', async () => {
      await ask(tool);
      return log.with('could not be read').length > 0;
    });
    expect(titles(await ask(tool))).toEqual(['Meetup', 'Robot fair']);
    expect(log.text).not.toContain('events.ics');
    await folder.remove();
  });

  it('does not keep the rest waiting while it is read', async () => {
    const events = Array.from({ length: 6000 }, (_, n) =>
      event(`e${n}`, `E${n}`, `${CHICAGO}202703${11 + (n % 18)}T180000`, `DESCRIPTION:${'x'.repeat(400)}`),
    );
    far.handle = serve(ics(events));
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const startedAt = performance.now();
    await ask(toolOf(far.url), { days: 1 });
    clearInterval(beat);
    expect(longest).toBeLessThan((performance.now() - startedAt) / 2);
  });
});
