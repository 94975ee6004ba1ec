import { describe, expect, it } from '@jest/globals';
import { SecretGuard } from './secret.guard.ts';

const KEY = 'gsk_Z7tq93LmPd20Xv81aBcD';
const SHORT = 'hunter2-hunter2';
const guard = new SecretGuard([KEY, SHORT]);

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const backwards = (text: string): string => Array.from(text).toReversed().join('');
const percent = (text: string): string => hex(text).replace(/../g, '%$&');

const DISGUISES: [string, string][] = [
  ['as it is', KEY],
  ['inside a sentence', `the key is ${KEY}, keep it`],
  ['in an address', `https://example.org/?q=${encodeURIComponent(KEY)}&x=1`],
  ['in other letters', KEY.toUpperCase()],
  ['with blanks in between', KEY.split('').join(' ')],
  ['with line ends and dashes in between', KEY.replace(/(...)/g, '$1-\n')],
  ['backwards', backwards(KEY)],
  ['half of it', KEY.slice(0, 17)],
  ['the other half', KEY.slice(-17)],
  ['in base64', base64(KEY)],
  ['in base64 for addresses', Buffer.from(KEY).toString('base64url')],
  ['in base64 with something before it', base64(`x${KEY}`)],
  ['in base64 with two things before it', base64(`xy${KEY}`)],
  ['in base64 glued to a word', `token${base64(KEY)}`],
  ['in base64 over several lines', base64(`my key: ${KEY}`).replace(/(.{10})/g, '$1\n')],
  ['in base64 twice', base64(base64(KEY))],
  ['in base64 backwards inside', base64(backwards(KEY))],
  ['in base64, percent-encoded', encodeURIComponent(base64(KEY))],
  ['in hex', hex(KEY)],
  ['in capital hex', hex(KEY).toUpperCase()],
  ['in hex with colons', hex(KEY).replace(/(..)(?=.)/g, '$1:')],
  ['in hex as in code', hex(KEY).replace(/../g, '\\x$&')],
  ['in hex of base64', hex(base64(KEY))],
  ['percent-encoded', percent(KEY)],
  ['percent-encoded twice', percent(percent(KEY))],
  ['escaped as in JSON', hex(KEY).replace(/../g, '\\u00$&')],
  ['escaped as in HTML', hex(KEY).replace(/../g, '&#x$&;')],
  ['in wide letters', KEY.replace(/[A-Za-z0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
  ['a short one', SHORT],
  ['a short one in base64', base64(SHORT)],
  ['a short one backwards', backwards(SHORT)],
];

describe('a secret', () => {
  it.each(DISGUISES)('is found %s', (_how, text) => {
    expect(guard.finds(text)).toBe(true);
    expect(guard.finds({ deep: [{ down: text }] })).toBe(true);
  });

  it('is found in the name of an argument, and spread over several', () => {
    expect(guard.finds({ [KEY]: 1 })).toBe(true);
    expect(guard.finds({ parts: [KEY.slice(0, 8), KEY.slice(8, 16), KEY.slice(16)] })).toBe(true);
  });

  it('of digits is found as a number', () => {
    expect(new SecretGuard(['1234567890123']).finds({ amount: 1_234_567_890_123 })).toBe(true);
  });
});

describe('what is no secret', () => {
  it.each([
    ['a question', 'where can I park near the library in Huntsville?'],
    ['an address', 'https://example.org/events/2027/03/10?utm_source=newsletter&id=8f14e45fceea167a'],
    ['another key', 'gsk_A1bC2dE3fG4hI5jK6lM7nO8p'],
    ['the beginning of a key', KEY.slice(0, 12)],
    ['some base64', base64('nothing to see here, move along please')],
    ['some hex', hex('nothing to see here')],
    ['a broken percent sign', '100% of %zz'],
    ['nothing', ''],
  ])('passes: %s', (_what, text) => {
    expect(guard.finds(text)).toBe(false);
  });

  it('passes where nothing is secret', () => {
    expect(new SecretGuard([]).finds(KEY)).toBe(false);
  });

  it('of punctuation finds nothing, since nothing would be left to look for', () => {
    expect(new SecretGuard(['--------', '........x']).finds('--------........x')).toBe(false);
  });
});

it('takes little time for the longest result there is', () => {
  const keys = Array.from({ length: 12 }, (_, n) => base64(`secret number ${n} of this server`));
  const many = new SecretGuard(keys);
  const text = Array.from({ length: 800 }, (_, n) => `word${n * 7919}`)
    .join(' ')
    .slice(0, 4000);
  many.finds(text);
  const startedAt = performance.now();
  for (let n = 0; n < 20; n++) many.finds(text);
  expect((performance.now() - startedAt) / 20).toBeLessThan(100);
});
