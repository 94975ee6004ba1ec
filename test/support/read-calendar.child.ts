/** Reads an iCalendar text from stdin, in whatever time zone this process is told to live in, and prints what is in it. */
import { text } from 'node:stream/consumers';
import { readCalendar } from '../../src/tools/calendar/read-calendar.ts';

const [from = '', to = '', timeZone = ''] = process.argv.slice(2);
const read = readCalendar(await text(process.stdin), Date.parse(from), Date.parse(to), timeZone);
process.stdout.write(JSON.stringify(read));
