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
const OPT_IN = new Set(['start', 'unstop']);
const HELP = new Set(['help', 'info']);

/** The consent word a text consists of, or undefined. `yes` is one only for somebody who has opted out. */
export function consentWord(text: string): ConsentWord | undefined {
  const word = text
    .toLowerCase()
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/^[\s"'“”‘’!.?*]+|[\s"'“”‘’!.?*]+$/g, '')
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
