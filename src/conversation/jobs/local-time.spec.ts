import { describe, expect, it } from '@jest/globals';
import { inTheDay, momentOf, nextAt } from './local-time.ts';
import { at, every } from './schedule.ts';

const CHICAGO = 'America/Chicago';
const iso = (moment: number): string => new Date(moment).toISOString();
const read = (local: string, zone = CHICAGO): [string, string] => {
  const moment = momentOf(local, zone);
  return [iso(moment.at), moment.clocks];
};

describe('the moment of a local time', () => {
  it('is that of the zone on that day', () => {
    expect(read('2027-03-11T09:00')).toEqual(['2027-03-11T15:00:00.000Z', 'usual']);
    expect(read('2027-03-15T09:00')).toEqual(['2027-03-15T14:00:00.000Z', 'usual']);
    expect(read('2027-03-11T09:00', 'Asia/Kolkata')).toEqual(['2027-03-11T03:30:00.000Z', 'usual']);
    expect(read('2027-03-11T00:15', 'Pacific/Kiritimati')).toEqual(['2027-03-10T10:15:00.000Z', 'usual']);
  });

  it('is later by what the clocks leave out', () => {
    expect(read('2027-03-14T01:59')).toEqual(['2027-03-14T07:59:00.000Z', 'usual']);
    expect(read('2027-03-14T02:00')).toEqual(['2027-03-14T08:00:00.000Z', 'skipped']);
    expect(read('2027-03-14T02:30')).toEqual(['2027-03-14T08:30:00.000Z', 'skipped']);
    expect(read('2027-03-14T03:00')).toEqual(['2027-03-14T08:00:00.000Z', 'usual']);
    // Lord Howe moves by half an hour.
    expect(read('2027-10-03T02:15', 'Australia/Lord_Howe')).toEqual(['2027-10-02T15:45:00.000Z', 'skipped']);
  });

  it('is the first of two where the clocks go back', () => {
    expect(read('2027-11-07T00:59')).toEqual(['2027-11-07T05:59:00.000Z', 'usual']);
    expect(read('2027-11-07T01:30')).toEqual(['2027-11-07T06:30:00.000Z', 'twice']);
    expect(read('2027-11-07T02:00')).toEqual(['2027-11-07T08:00:00.000Z', 'usual']);
  });

  it('is none of a time that there is not', () => {
    for (const wrong of ['2027-02-29T09:00', '2027-03-11T24:30', '2027-13-01T09:00', 'soon'])
      expect(() => momentOf(wrong, CHICAGO)).toThrow(RangeError);
    expect(() => momentOf('2027-03-11T09:00', 'Moon/Tranquility')).toThrow(RangeError);
  });
});

describe('the hours in which Chip starts something', () => {
  const day = (local: string, zone = CHICAGO): string => iso(inTheDay(momentOf(local, zone).at, zone));

  it('are from eight to nine in the evening, where the person is', () => {
    for (const awake of ['08:00', '12:00', '20:59']) {
      const moment = momentOf(`2027-06-01T${awake}`, CHICAGO).at;
      expect(inTheDay(moment, CHICAGO)).toBe(moment);
    }
    expect(day('2027-06-01T07:59')).toBe('2027-06-01T13:00:00.000Z');
    expect(day('2027-06-01T21:00')).toBe('2027-06-02T13:00:00.000Z');
    expect(day('2027-06-01T23:59', 'Asia/Tokyo')).toBe('2027-06-01T23:00:00.000Z');
  });

  it('begin at eight on the clock also in a night in which it changes', () => {
    expect(day('2027-03-13T22:00')).toBe('2027-03-14T13:00:00.000Z');
    expect(day('2027-11-06T22:00')).toBe('2027-11-07T14:00:00.000Z');
  });
});

describe('a schedule', () => {
  it('of milliseconds is the same for every server, and never the time that it is', () => {
    const next = every(600_000);
    const noon = Date.parse('2027-03-10T12:00:00Z');
    expect([noon - 1, noon, noon + 599_999].map((after) => iso(Number(next(after))))).toEqual([
      '2027-03-10T12:00:00.000Z',
      '2027-03-10T12:10:00.000Z',
      '2027-03-10T12:10:00.000Z',
    ]);
  });

  it('of a time of day follows the clocks', () => {
    const daily = (after: string): string =>
      iso(nextAt(Date.parse(after), { time: '09:00', timeZone: CHICAGO }));
    expect(daily('2027-03-13T14:59:59Z')).toBe('2027-03-13T15:00:00.000Z');
    expect(daily('2027-03-13T15:00:00Z')).toBe('2027-03-14T14:00:00.000Z');
    // A time that the clocks leave out comes when they have been put forward, and on that day, too.
    const night = { time: '02:30', timeZone: CHICAGO };
    expect(iso(nextAt(Date.parse('2027-03-13T09:00:00Z'), night))).toBe('2027-03-14T08:30:00.000Z');
  });

  it('of a weekday comes once a week', async () => {
    const weekly = at({ weekday: 1, time: '09:00', timeZone: CHICAGO });
    const first = await weekly(Date.parse('2027-03-10T18:00:00Z'));
    expect(iso(first)).toBe('2027-03-15T14:00:00.000Z');
    expect(iso(await weekly(first))).toBe('2027-03-22T14:00:00.000Z');
  });
});
