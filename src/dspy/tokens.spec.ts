import { describe, expect, it } from '@jest/globals';
import type { Turn } from './fields.ts';
import { estimateTokens, fitHistory } from './tokens.ts';

// True counts, taken once from an o200k tokenizer.
const MEASURED: [text: string, tokens: number][] = [
  ['Hey, are you around tonight? I was thinking we could grab dinner at that new place on 5th.', 21],
  ['https://example.com/path/to?x=1&y=2#frag=abc123DEF456', 21],
  ['Können wir uns morgen früh treffen? Ich würde gerne über die Prüfung sprechen.', 17],
  ['Привет, ты сегодня вечером свободен? Хочу сходить в кино.', 16],
  ['你好,今天晚上有空吗?我想和你一起去吃晚饭,听说那家新开的饺子馆不错。', 30],
  ['こんにちは、今夜は空いていますか?新しいレストランで夕食を食べませんか。', 24],
  ['😂😂🔥👍🏽❤️👨‍👩‍👧‍👦🎉', 20],
];

describe('estimateTokens', () => {
  it.each(MEASURED)('is never below and at most twice the true count: %s', (text, tokens) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(tokens);
    expect(estimateTokens(text)).toBeLessThanOrEqual(tokens * 2);
  });

  it('is by code point, and quick: 400,000 characters in less than 50 ms of work', () => {
    const weigh = (character: string): number => {
      const point = character.codePointAt(0)!;
      if (point >= 0x800) return point > 0xffff ? 3 : 1;
      if (/[a-z\s]/.test(character)) return 1 / 3;
      return /[!-/:-@[-`{-~]/.test(character) ? 1 : 1 / 2;
    };
    const everything = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).join('');
    for (const text of [everything, '\ud83d\ude00\ude00\ud83d', 'a'.repeat(7), '\ud800a']) {
      const exact = Array.from(text, weigh).reduce((sum, tokens) => sum + tokens, 0);
      expect(estimateTokens(text)).toBe(Math.ceil(exact - 1e-6));
    }
    const long = MEASURED.map(([text]) => text)
      .join(' ')
      .repeat(1_000);
    estimateTokens(long);
    // Processor time: others who use the machine must not count.
    const before = process.cpuUsage();
    estimateTokens(long.slice(0, 400_000));
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(50);
  });

  it('counts nothing as nothing', () => {
    expect(estimateTokens('')).toBe(0);
  });
});

describe('fitHistory', () => {
  const history: Turn[] = [
    { role: 'user', content: 'oldest' },
    { role: 'assistant', content: 'x'.repeat(300) },
    { role: 'user', content: 'newest' },
  ];

  it('keeps everything that fits, in order', () => {
    expect(fitHistory(history, 1_000)).toEqual(history);
  });

  it('drops the oldest turns first and leaves no gap', () => {
    expect(fitHistory(history, 50)).toEqual([history[2]]);
  });

  it('keeps nothing when not even the newest turn fits', () => {
    expect(fitHistory(history, 3)).toEqual([]);
  });
});
