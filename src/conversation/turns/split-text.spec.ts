import { describe, expect, it } from '@jest/globals';
import { splitText } from './split-text.ts';

const words = (count: number, word = 'word'): string => Array.from({ length: count }, () => word).join(' ');

describe('splitting a text', () => {
  it('leaves one that fits alone', () => {
    expect(splitText('As it is. \n', 20)).toEqual(['As it is.']);
    expect(splitText('x'.repeat(20), 20)).toEqual(['x'.repeat(20)]);
    expect(splitText('', 20)).toEqual([]);
  });

  it('prefers paragraphs to lines, lines to sentences, sentences to words', () => {
    expect(splitText('One two. Three\nfour\n\nfive six seven', 30)).toEqual([
      'One two. Three\nfour',
      'five six seven',
    ]);
    expect(splitText('One two. Three four\nfive six seven', 30)).toEqual([
      'One two. Three four',
      'five six seven',
    ]);
    expect(splitText('One two three four. Five six seven', 30)).toEqual([
      'One two three four.',
      'Five six seven',
    ]);
    expect(splitText('one two three four five six seven', 20)).toEqual([
      'one two three four',
      'five six seven',
    ]);
  });

  it('does not make a tiny part for the sake of a paragraph', () => {
    const [first] = splitText(`Hi.\n\n${words(50)}`, 100);
    expect(first?.length).toBeGreaterThan(80);
  });

  it('cuts no emoji, flag or accent in two', () => {
    for (const character of ['👩‍👩‍👧‍👦', '🏳️‍🌈', '🇺🇸', 'e\u0301', '😀']) {
      const parts = splitText(character.repeat(100), 99);
      expect(parts.join('')).toBe(character.repeat(100));
      for (const part of parts) expect(part.replaceAll(character, '')).toBe('');
    }
  });

  it.each([
    ['words', words(5000)],
    ['one endless word', 'x'.repeat(30_000)],
    ['sentences', `${words(20)}. `.repeat(200)],
    ['blank lines', `a${'\n'.repeat(20_000)}b`],
    ['one monster of a grapheme', `a${'\u0301'.repeat(30_000)}`],
  ])('keeps every part within the limit and loses nothing but white space: %s', (_case, text) => {
    const parts = splitText(text, 999);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(999);
    expect(parts.every((part) => part.trim() !== '')).toBe(true);
    expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  });
});
