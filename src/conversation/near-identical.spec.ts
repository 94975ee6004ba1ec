import { describe, expect, it } from '@jest/globals';
import { nearIdentical } from './near-identical.ts';

const long =
  'I am out of the office until Monday and will answer your message when I am back at my desk again';

describe('near-identical texts', () => {
  it.each([
    ['Thanks!', 'thanks'],
    ['Ticket 4711 is open.', 'ticket #4712 is open'],
    ['Your code: 123 456', 'Your code: 987-654'],
    ['all  of\nit', 'it all, of'],
    ['👍', '👍'],
    ['12', ' 12 '],
    [long, long.replace('Monday', 'Tuesday')],
    [`${long} ${'x'.repeat(300_000)}`, `${long} ${'y'.repeat(300_000)}`],
  ])('%j and %j are', (one, other) => expect(nearIdentical(one, other)).toBe(true));

  it.each([
    ['', ''],
    [' ', ''],
    ['1', '2'],
    ['?', '!'],
    ['👍', '👎'],
    ['yes please', 'yes thanks'],
    ['no', 'no no no'],
    ['hello', ''],
    [long, 'I am out of here'],
  ])('%j and %j are not', (one, other) => expect(nearIdentical(one, other)).toBe(false));
});
