import { hideAddresses } from './addresses.ts';

const MOST_CHARACTERS = 40_000;

/** What the server's notes begin with, or hold; see the persona in `chip-reply.signature.ts`. */
const BEGINNINGS = ['note', 'voice message', 'picture', 'summary'];
const CONTENTS = ['attached', 'left out'];

const FAKES = [
  new RegExp(`\\[(?=[\\s\\p{Cf}]*(?:${BEGINNINGS.map(spaced).join('|')}))`, 'giu'),
  new RegExp(`\\[(?=[^\\]\\n]{0,60}(?:${CONTENTS.map(spaced).join('|')}))`, 'giu'),
];

/**
 * What a member wrote or said, as the model may read it: addresses are hidden, and what stands in brackets does not look
 * like what the server puts in brackets.
 */
export function memberWords(text: string): string {
  return FAKES.reduce((words, fake) => words.replace(fake, '('), hideAddresses(middleOut(text))).trim();
}

/** The same, for text that stands inside a note: it can neither end the note nor begin another. */
export function wordsInNote(text: string): string {
  const line = middleOut(text).replace(/\s+/g, ' ').replaceAll('[', '(').replaceAll(']', ')');
  return hideAddresses(line).trim();
}

/**
 * The text without its middle where it is longer than `most` characters (even): by default far more than any budget lets
 * through; what is left of it is shortened to the budget and marked afterwards. Cut once before it is looked at closely:
 * a hundred texts of 250 kB would hold the process up.
 */
export function middleOut(text: string, most = MOST_CHARACTERS): string {
  if (text.length <= most) return text;
  const half = most / 2;
  return `${text.slice(0, half)}\n...\n${text.slice(-half)}`.toWellFormed();
}

/** A pattern that is not misled by invisible characters between the letters. */
function spaced(words: string): string {
  return Array.from(words, (letter) => (letter === ' ' ? '[\\s\\p{Cf}\\p{Pd}_]*' : letter)).join('\\p{Cf}*');
}
