/**
 * Consent words, recognised by code before any model sees them (P5). Only a text that is nothing but the word counts,
 * so "stop by tomorrow?" is a question. The words are the ones carriers and the FCC name as valid by themselves.
 */
export type ConsentWord = 'opt-out' | 'opt-in' | 'yes' | 'help';

const OPT_OUT = new Set([
  'stop',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
  'revoke',
  'opt out',
  'optout',
  'opt-out',
]);
/** Longer than any consent word with all that people put around it. */
const MOST_CHARACTERS = 64;
const OPT_IN = new Set(['start', 'unstop']);
const HELP = new Set(['help', 'info']);

/** The consent word a text consists of, or undefined. `yes` is one only for somebody who has opted out. */
export function consentWord(text: string): ConsentWord | undefined {
  // Also for the expressions below: on a text of 256 kB they would hold the process up for half a minute.
  if (text.length > MOST_CHARACTERS) return undefined;
  const word = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/\s+/g, ' ');
  if (OPT_OUT.has(word)) return 'opt-out';
  if (OPT_IN.has(word)) return 'opt-in';
  if (word === 'yes') return 'yes';
  return HELP.has(word) ? 'help' : undefined;
}

/** The fixed texts. Short, no promotion: an opt-out may be confirmed once and with nothing else in it. */
export const CONSENT_TEXTS = {
  'opt-out': 'You are unsubscribed and will get no more texts from Chip. Text START to come back.',
  'opt-in': 'Welcome back! You will get replies from Chip again. Text STOP at any time to leave.',
  help: 'This is Chip, the guide of the Alabama tech community. Text me a question, or STOP to get no more texts.',
} as const;
