import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { consentWord, type ConsentWord } from '../src/conversation/consent/consent.ts';

type Kind = 'optOut' | 'lookAlike' | 'optIn' | 'help';
type Phrases = Record<Kind, { text: string; language: string }[]>;

const read = (name: string): Phrases =>
  JSON.parse(readFileSync(new URL(`payloads/consent/${name}.json`, import.meta.url), 'utf8')) as Phrases;

const RIGHT: Record<Kind, (word: ConsentWord | undefined) => boolean> = {
  optOut: (word) => word === 'opt-out',
  lookAlike: (word) => word !== 'opt-out',
  optIn: (word) => word === 'opt-in' || word === 'yes',
  help: (word) => word === 'help',
};

/** Written by somebody who had not seen the matcher; the second half was not looked at while it was made. */
const seen = read('seen');
const heldOut = read('held-out');
const rightOf = (phrases: Phrases, kind: Kind): number =>
  phrases[kind].filter(({ text }) => RIGHT[kind](consentWord(text))).length;

describe('consent in five languages', () => {
  const cases = (Object.keys(RIGHT) as Kind[]).flatMap((kind) =>
    seen[kind].map(({ text, language }) => [kind, language, text] as const),
  );

  it.each(cases)('%s, %s: %j', (kind, _language, text) => {
    expect(RIGHT[kind](consentWord(text))).toBe(true);
  });

  it('has at least 100 opt-outs and 40 look-alikes to pass', () => {
    expect(seen.optOut.length + heldOut.optOut.length).toBeGreaterThanOrEqual(100);
    expect(seen.lookAlike.length + heldOut.lookAlike.length).toBeGreaterThanOrEqual(40);
  });

  it.each([
    ['optOut', 133],
    ['lookAlike', 59],
    ['optIn', 21],
    ['help', 12],
  ] as const)('of phrases that it was not made from, %s: at least %i are right', (kind, least) => {
    expect(rightOf(heldOut, kind)).toBeGreaterThanOrEqual(least);
  });
});
