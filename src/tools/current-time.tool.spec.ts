import { describe, expect, it } from '@jest/globals';
import { toolContext } from '../../test/support/tool-context.ts';
import { CurrentTimeTool } from './current-time.tool.ts';

const tool = new CurrentTimeTool();
const at = (now: string, timeZone = 'America/Chicago') => toolContext({ now: Date.parse(now), timeZone });

describe('current_time', () => {
  it('tells day, weekday and time where the person is', async () => {
    expect(await tool.invoke({}, at('2027-03-10T18:05:00Z'))).toEqual({
      time_zone: 'America/Chicago',
      now: expect.stringMatching(/^Wednesday, March 10, 2027 at 12:05:00\sPM CST$/),
      date: '2027-03-10',
    });
  });

  it('follows the clocks when they change', async () => {
    expect(await tool.invoke({}, at('2027-03-14T07:59:00Z'))).toMatchObject({
      now: expect.stringMatching(/1:59:00\sAM CST/),
    });
    expect(await tool.invoke({}, at('2027-03-14T08:00:00Z'))).toMatchObject({
      now: expect.stringMatching(/3:00:00\sAM CDT/),
    });
  });

  it('is on the right day on both sides of midnight', async () => {
    expect(await tool.invoke({}, at('2027-03-11T05:59:00Z'))).toMatchObject({ date: '2027-03-10' });
    expect(await tool.invoke({}, at('2027-03-11T05:59:00Z', 'Asia/Tokyo'))).toMatchObject({
      date: '2027-03-11',
    });
  });

  it('tells the time of another zone when it is asked for', async () => {
    expect(await tool.invoke({ time_zone: 'Europe/Berlin' }, at('2027-03-10T18:05:00Z'))).toMatchObject({
      time_zone: 'Europe/Berlin',
      now: expect.stringContaining('7:05:00'),
    });
  });

  it('says what a zone has to look like, and not what was given', () => {
    const ask = () => tool.invoke({ time_zone: 'Moon/Tranquility' }, at('2027-03-10T18:05:00Z'));
    expect(ask).toThrow(/no such time zone; use an IANA name/);
    expect(ask).not.toThrow(/Moon/);
  });
});
