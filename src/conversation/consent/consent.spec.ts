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
    'stoppp',
    'unsubscirbe',
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

  it.each([
    'why are you texting me? stop',
    'who is this stop texting me',
    'I told you to stop texting me',
    "I'd like to be removed from the list",
    'turn off these texts',
    'no msgs pls',
    'dont text me no more',
    'you have the wrong number please stop',
    "text me again and I'm calling my lawyer",
  ])('%j opts out, though it is a sentence', (text) => expect(consentWord(text)).toBe('opt-out'));

  it.each([
    'remove me from the carpool for saturday',
    'I want to opt out of the raffle',
    "don't call me, text me",
    "don't text me the address, email it",
    'we should all stop texting and driving',
    "why don't I get texts anymore",
    'how do I stop getting rate limited',
    "lol stop it, you're too funny",
    "my ex won't stop texting me",
  ])('%j is about something else', (text) => expect(consentWord(text)).toBeUndefined());

  it('takes no sentence in a group for one, since it may be said to anybody', () => {
    for (const text of ['stop texting me', 'enough', 'cancel', 'end', 'go away', 'omg stop', 'stop dude']) {
      expect(consentWord(text, true)).toBeUndefined();
    }
    for (const text of ['STOP', 'stop please', 'Unsubscribe', 'Opt-out', 'ARRÊT', 'Stopp!', 'baja']) {
      expect(consentWord(text, true)).toBe('opt-out');
    }
  });

  it('opts nobody in who refuses', () => {
    for (const text of ["don't text me again", 'no me manden mensajes otra vez', 'nie wieder Nachrichten']) {
      expect(consentWord(text)).toBe('opt-out');
    }
    expect(consentWord("no, don't add me back")).not.toBe('opt-in');
  });

  it('gives up soon on a long text that almost is one', () => {
    const words = [
      'stop',
      'dont',
      'want',
      'the',
      'of',
      'all',
      'these',
      'to',
      'no',
      'me',
      'que',
      'nicht',
      'de',
    ];
    const texts = [
      ...words,
      'stop the of these',
      'i want to get all of this',
      'no me',
      '.',
      'f*',
      '1 ',
      'a.',
    ].map((part) => `${part} `.repeat(300).slice(0, 300));
    const began = performance.now();
    for (const text of texts) consentWord(text);
    expect((performance.now() - began) / texts.length).toBeLessThan(50);
  });
});
