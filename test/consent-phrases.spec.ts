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
const KINDS = Object.keys(RIGHT) as Kind[];

/** The rules were made from these ... */
const seen = read('seen');
/** ... and not from these: written by somebody who did not know the rules, and not looked at while they were made. */
const heldOut = read('held-out');

describe('consent in five languages', () => {
  const cases = KINDS.flatMap((kind) =>
    seen[kind].map(({ text, language }) => [kind, language, text] as const),
  );

  it.each(cases)('%s, %s: %j', (kind, _language, text) => {
    expect(RIGHT[kind](consentWord(text))).toBe(true);
  });

  // Counts and no texts: whoever reads a phrase here would make a rule for it.
  it.each(KINDS)('all phrases that it was not made from are right: %s', (kind) => {
    const right = heldOut[kind].filter(({ text }) => RIGHT[kind](consentWord(text))).length;
    expect(right).toBe(heldOut[kind].length);
  });

  it.each([
    ['optOut', 100],
    ['lookAlike', 40],
  ] as const)('has enough %s phrases to pass: %i, half of them unseen', (kind, least) => {
    expect(seen[kind].length + heldOut[kind].length).toBeGreaterThanOrEqual(least);
    expect(heldOut[kind].length).toBeGreaterThanOrEqual(least / 2);
  });
});
