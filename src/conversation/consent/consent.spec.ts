import { describe, expect, it } from '@jest/globals';
import { consentWord } from './consent.ts';

describe('consent words', () => {
  it.each([
    'STOP',
    ' Stop. ',
    'STOP,',
    'Stop…',
    '(stop)',
    'stop;',
    'Stop 🛑',
    '“Stop!”',
    'S\u200bTOP',
    '\u2068STOP\u2069',
    'STOP\ufffc',
    'ＳＴＯＰ',
    'unsubscribe,',
    'opt  out',
    'Opt-Out',
    'CANCEL',
    'end',
    'QUIT',
    'revoke',
  ])('%j opts out', (text) => expect(consentWord(text)).toBe('opt-out'));

  it.each([
    ['Start!', 'opt-in'],
    ['UNSTOP', 'opt-in'],
    ['Yes', 'yes'],
    ['HELP?', 'help'],
    ['info', 'help'],
  ])('%j is %s', (text, word) => expect(consentWord(text)).toBe(word));

  it.each([
    'Stop by at five?',
    "don't stop",
    'When does it end?',
    'cancel my ticket',
    '',
    '🛑',
    `stop ${'and go '.repeat(50)}`,
  ])('%j is an ordinary text', (text) => expect(consentWord(text)).toBeUndefined());
});
