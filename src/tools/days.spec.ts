import { describe, expect, it } from '@jest/globals';
import { addDays, dayAt, isDay, startOfDay } from './days.ts';

const start = (day: string, zone: string): string => new Date(startOfDay(day, zone)).toISOString();

describe('days', () => {
  it('begin when they do in their zone, also on days on which the clocks change', () => {
    expect(start('2027-03-13', 'America/Chicago')).toBe('2027-03-13T06:00:00.000Z');
    expect(start('2027-03-14', 'America/Chicago')).toBe('2027-03-14T06:00:00.000Z');
    expect(start('2027-03-15', 'America/Chicago')).toBe('2027-03-15T05:00:00.000Z');
    expect(start('2027-11-07', 'America/Chicago')).toBe('2027-11-07T05:00:00.000Z');
    expect(start('2027-11-08', 'America/Chicago')).toBe('2027-11-08T06:00:00.000Z');
    expect(start('2027-03-14', 'Asia/Kolkata')).toBe('2027-03-13T18:30:00.000Z');
    expect(start('2027-06-01', 'Pacific/Auckland')).toBe('2027-05-31T12:00:00.000Z');
  });

  it('begin after midnight where midnight is left out', () => {
    // Chile puts its clocks forward at midnight.
    expect(start('2027-09-05', 'America/Santiago')).toBe('2027-09-05T04:00:00.000Z');
    expect(dayAt(startOfDay('2027-09-05', 'America/Santiago'), 'America/Santiago')).toBe('2027-09-05');
  });

  it('are told from what looks like one', () => {
    expect(isDay('2028-02-29')).toBe(true);
    for (const text of ['2027-02-29', '2027-02-30', '2027-13-01', '2027-1-1', '20270101', 'soon', '']) {
      expect(isDay(text)).toBe(false);
    }
  });

  it('follow each other over months and years', () => {
    expect(addDays('2027-12-31', 1)).toBe('2028-01-01');
    expect(addDays('2027-03-01', -1)).toBe('2027-02-28');
  });
});
