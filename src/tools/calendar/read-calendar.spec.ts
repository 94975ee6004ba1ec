import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { centralTimeAs, ics } from '../../../test/support/ics.ts';
import type { Occurrence } from './occurrence.ts';
import { readCalendar } from './read-calendar.ts';

const CHILD = fileURLToPath(new URL('../../../test/support/read-calendar.child.ts', import.meta.url));
const FROM = '2027-03-01T00:00:00Z';
const TO = '2027-04-30T00:00:00Z';

const told = (read: Occurrence[]): string[] =>
  read.map(({ title, time }) =>
    time.kind === 'days'
      ? `${title} ${time.first}/${time.last}`
      : `${title} ${new Date(time.start).toISOString()}/${(time.end - time.start) / 60_000}`,
  );
const read = (...events: string[][]): string[] => readWith([], ...events);
const readWith = (head: string[], ...events: string[][]): string[] =>
  told(readCalendar(ics(events, head), Date.parse(FROM), Date.parse(TO), 'America/Chicago'));

const WEEKLY = [
  'UID:weekly',
  'SUMMARY:Weekly',
  'DTSTART;TZID=America/Chicago:20270301T180000',
  'DTEND;TZID=America/Chicago:20270301T193000',
  'RRULE:FREQ=WEEKLY;COUNT=4',
];

describe('a series', () => {
  it('stays at its hour when the clocks change', () => {
    expect(read(WEEKLY)).toEqual([
      'Weekly 2027-03-02T00:00:00.000Z/90',
      'Weekly 2027-03-09T00:00:00.000Z/90',
      'Weekly 2027-03-15T23:00:00.000Z/90',
      'Weekly 2027-03-22T23:00:00.000Z/90',
    ]);
  });

  it('leaves out what was taken out, one time or a list, in its zone or in UTC', () => {
    expect(read([...WEEKLY, 'EXDATE;TZID=America/Chicago:20270308T180000,20270315T180000'])).toHaveLength(2);
    expect(read([...WEEKLY, 'EXDATE:20270315T230000Z'])).not.toContain('Weekly 2027-03-15T23:00:00.000Z/90');
  });

  it('has a moved time where it was moved to, and a cancelled one nowhere', () => {
    const at = (day: string) => ['UID:weekly', `RECURRENCE-ID;TZID=America/Chicago:${day}T180000`];
    const moved = ['SUMMARY:Moved', 'DTSTART;TZID=America/Chicago:20270309T190000', 'DURATION:PT1H'];
    const cancelled = ['SUMMARY:Weekly', 'DTSTART;TZID=America/Chicago:20270315T180000', 'STATUS:CANCELLED'];
    expect(read(WEEKLY, [...at('20270308'), ...moved], [...at('20270315'), ...cancelled])).toEqual([
      'Weekly 2027-03-02T00:00:00.000Z/90',
      'Moved 2027-03-10T01:00:00.000Z/60',
      'Weekly 2027-03-22T23:00:00.000Z/90',
    ]);
  });

  it('has a time that was moved into the span from outside of it', () => {
    const far = ['UID:far', 'SUMMARY:Far', 'DTSTART:20260105T180000Z', 'RRULE:FREQ=YEARLY;COUNT=3'];
    const near = ['UID:far', 'RECURRENCE-ID:20270105T180000Z', 'SUMMARY:Near', 'DTSTART:20270310T180000Z'];
    expect(read(far, near)).toEqual(['Near 2027-03-10T18:00:00.000Z/0']);
  });

  it('that is cancelled is gone as a whole', () => {
    expect(read([...WEEKLY, 'STATUS:CANCELLED'])).toEqual([]);
  });

  it('of which a feed has only single times has all of these', () => {
    const single = (day: string) => [
      'UID:orphan',
      'SUMMARY:Single',
      `RECURRENCE-ID:202703${day}T180000Z`,
      `DTSTART:202703${day}T190000Z`,
    ];
    expect(read(single('05'), single('12'), single('19'))).toHaveLength(3);
  });

  it('of seconds and minutes is nobody’s event, and hides no other', () => {
    const each = (frequency: string) => [
      'UID:x',
      'SUMMARY:x',
      'DTSTART:20270301T000000Z',
      `RRULE:FREQ=${frequency}`,
    ];
    expect(read(each('SECONDLY'), WEEKLY)).toHaveLength(4);
    expect(read(each('MINUTELY'), WEEKLY)).toHaveLength(4);
  });

  it('without end is read as far as was asked', () => {
    const daily = ['UID:d', 'SUMMARY:Daily', 'DTSTART:20150101T120000Z', 'RRULE:FREQ=DAILY'];
    const days = read(daily);
    expect(days.length).toBeGreaterThan(59);
    expect(days.length).toBeLessThan(66);
  });
});

describe('an event', () => {
  it.each([
    ['that is cancelled', ['STATUS:CANCELLED']],
    ['that is private', ['CLASS:PRIVATE']],
    ['that is confidential', ['CLASS:CONFIDENTIAL']],
    ['before the span', [], '20260101T180000Z'],
    ['after the span', [], '20280101T180000Z'],
  ])('%s is left out', (_what, lines: string[], start = '20270310T180000Z') => {
    expect(read(['UID:x', 'SUMMARY:x', `DTSTART:${start}`, ...lines])).toEqual([]);
  });

  it('that is under way when the span begins is in it', () => {
    expect(
      read(['UID:x', 'SUMMARY:Camp', 'DTSTART:20270226T180000Z', 'DTEND:20270302T180000Z']),
    ).toHaveLength(1);
  });

  it('has its texts unescaped and joined, also with parameters and without a title', () => {
    const lines = [
      'LOCATION;LANGUAGE=en:Library\\, 14 Example',
      '  Street',
      'DESCRIPTION:Bring\\nlaptops\\; we help',
    ];
    const [event] = readCalendar(
      ics([['UID:x', 'DTSTART:20270310T180000Z', 'URL:https://example.org/e', ...lines]]),
      Date.parse(FROM),
      Date.parse(TO),
      'America/Chicago',
    );
    expect(event).toMatchObject({
      title: 'Untitled',
      place: 'Library, 14 Example Street',
      details: 'Bring\nlaptops; we help',
      url: 'https://example.org/e',
    });
  });

  it('that cannot be understood hides no other', () => {
    expect(read(['UID:x', 'SUMMARY:No time'], ['UID:y', 'DTSTART:soon', 'SUMMARY:Soon'], WEEKLY)).toEqual(
      expect.arrayContaining(['Weekly 2027-03-02T00:00:00.000Z/90']),
    );
  });
});

describe('whole days', () => {
  it('are days, the last one included, and repeat as such', () => {
    expect(
      read(
        ['UID:a', 'SUMMARY:Camp', 'DTSTART;VALUE=DATE:20270313', 'DTEND;VALUE=DATE:20270316'],
        ['UID:b', 'SUMMARY:Fair', 'DTSTART;VALUE=DATE:20270320'],
        [
          'UID:c',
          'SUMMARY:Open',
          'DTSTART;VALUE=DATE:20270401',
          'RRULE:FREQ=WEEKLY;COUNT=3',
          'EXDATE;VALUE=DATE:20270408',
        ],
      ),
    ).toEqual([
      'Camp 2027-03-13/2027-03-15',
      'Fair 2027-03-20/2027-03-20',
      'Open 2027-04-01/2027-04-01',
      'Open 2027-04-15/2027-04-15',
    ]);
  });
});

describe('time zones', () => {
  // 6 pm in Chicago, before and after the clocks change.
  const central = ['E 2027-03-02T00:00:00.000Z/60', 'E 2027-03-29T23:00:00.000Z/60'];
  const series = (parameter: string) => [
    'UID:e',
    'SUMMARY:E',
    `DTSTART${parameter}:20270301T180000`,
    `DTEND${parameter}:20270301T190000`,
    'RRULE:FREQ=WEEKLY;INTERVAL=4;COUNT=2',
  ];

  it.each([
    ['an IANA name without a VTIMEZONE', [], ';TZID=America/Chicago'],
    ['a name of Windows', [], ';TZID=Central Standard Time'],
    ['a name of Windows in quotes', [], ';TZID="Central Standard Time"'],
    ['what Outlook shows', [], ';TZID="(UTC-06:00) Central Time (US & Canada)"'],
    ['an IANA name with something before it', [], ';TZID=/freeassociation.sourceforge.net/America/Chicago'],
    [
      'a name of its own with a VTIMEZONE',
      [...centralTimeAs('Club Time Zone 1'), ...centralTimeAs('Other Zone')],
      ';TZID=Club Time Zone 1',
    ],
    [
      'a VTIMEZONE that is called Customized',
      centralTimeAs('Customized Time Zone'),
      ';TZID=Customized Time Zone',
    ],
    ['a name that nobody knows', [], ';TZID=Nowhere/City'],
    ['none', [], ''],
    ['none, in a calendar that has one', ['X-WR-TIMEZONE:America/Chicago'], ''],
    ['none, beside one VTIMEZONE', centralTimeAs('America/Chicago'), ''],
  ])('given as %s are understood', (_how, head: string[], parameter) => {
    expect(readWith(head, series(parameter))).toEqual(central);
  });

  it('of the calendar come before that of the community', () => {
    expect(readWith(['X-WR-TIMEZONE:America/New_York'], series(''))[0]).toBe('E 2027-03-01T23:00:00.000Z/60');
  });

  it.each(['UTC', 'Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Auckland'])(
    'of the machine do not matter: %s',
    (zone) => {
      const text = ics([
        WEEKLY,
        [...series('')],
        ['UID:n', 'SUMMARY:Nowhere', 'DTSTART;TZID=Nowhere/City:20270310T180000'],
        ['UID:a', 'SUMMARY:Camp', 'DTSTART;VALUE=DATE:20270313', 'DTEND;VALUE=DATE:20270316'],
        [
          'UID:c',
          'SUMMARY:Open',
          'DTSTART;VALUE=DATE:20270401',
          'RRULE:FREQ=WEEKLY;COUNT=3',
          'EXDATE;VALUE=DATE:20270408',
        ],
      ]);
      const { stdout } = spawnSync(process.execPath, [CHILD, FROM, TO, 'America/Chicago'], {
        input: text,
        env: { ...process.env, TZ: zone, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
      });
      expect(told(JSON.parse(stdout.toString()) as Occurrence[]).toSorted()).toEqual(
        [
          'Weekly 2027-03-02T00:00:00.000Z/90',
          'Weekly 2027-03-09T00:00:00.000Z/90',
          'Weekly 2027-03-15T23:00:00.000Z/90',
          'Weekly 2027-03-22T23:00:00.000Z/90',
          ...central,
          'Nowhere 2027-03-11T00:00:00.000Z/0',
          'Camp 2027-03-13/2027-03-15',
          'Open 2027-04-01/2027-04-01',
          'Open 2027-04-15/2027-04-15',
        ].toSorted(),
      );
    },
  );
});
