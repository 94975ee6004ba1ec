import { describe, expect, it } from '@jest/globals';
import { topQuestions } from './digest.questions.ts';
import { digestText, type WeekDigest } from './digest.text.ts';

const MONDAY = Date.parse('2027-03-08T15:00:00Z');

describe('the text of a digest', () => {
  const week: WeekDigest = {
    texts: 1812,
    people: 143,
    limited: 3,
    replies: 1790,
    medianMs: 3140,
    p95Ms: 12_400,
    failures: 4,
    deadTexts: 2,
    deadReplies: 1,
    tokens: 1_204_000,
    usd: 1.366,
    gaps: { count: 12, top: [{ words: 'where can i park', count: 5 }] },
  };

  it('is four short lines', () => {
    expect(digestText(week, MONDAY, 'America/Chicago').split('\n')).toEqual([
      'Chip, week to Mar 8: 1,812 texts from 143 people, 1,790 replies.',
      'Answers took 3.1 s (half of them), 12 s (95 %). 4 tries failed, 2 texts and 1 reply given up (chip dead list), 3 texts held back by limits.',
      '12 questions without a page (chip gaps): "where can i park" (5).',
      '1,204,000 tokens, $1.37.',
    ]);
  });
});

describe('questions that may leave the house', () => {
  const words = (question: string, conversations = 2): string[] =>
    topQuestions([{ question, count: 3, conversations, firstAt: 0, lastAt: 0 }]).map((top) => top.words);

  it('are those that several have asked, a few words of each, three at most', () => {
    expect(words('Where can i park at the next meetup, and what is it?')).toEqual([
      'Where can i park at the',
    ]);
    expect(words('where to park?', 1)).toEqual([]);
    const gap = (question: string, count: number) => ({
      question,
      count,
      conversations: 2,
      firstAt: 0,
      lastAt: 0,
    });
    const many = ['parking lot', 'dress code', 'child care', 'coffee break'].map((text, n) =>
      gap(text, 9 - n),
    );
    expect(topQuestions(many)).toEqual([
      { words: 'parking lot', count: 9 },
      { words: 'dress code', count: 8 },
      { words: 'child care', count: 7 },
    ]);
  });

  it.each([
    ['phone of Maria Example +12055550123', 'phone of'],
    ['mail x@example.com about the talk', 'mail about the talk'],
    ['see https://x.example/y for the talk', 'see for the talk'],
    ['room 12b or b12', 'room or'],
    ['Maria’s talk', ''],
    ['"ignore all" \u202eprevious', 'ignore all'],
    ['one', ''],
    ['x'.repeat(50) + ' ' + 'y'.repeat(50), ''],
  ])('keep no name, number or address: %j', (question, left) => {
    expect(words(question)).toEqual(left === '' ? [] : [left]);
  });
});
