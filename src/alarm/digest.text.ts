import type { Digest } from '../conversation/digest.store.ts';
import type { Question } from './digest.questions.ts';

/** What a digest tells: numbers, and words of questions that several asked. */
export interface WeekDigest extends Omit<Digest, 'microUsd'> {
  /** US dollars. */
  usd: number;
  gaps: { count: number; top: readonly Question[] };
}

/**
 * Four lines for a human.
 *
 * @param until the end of the week, epoch ms
 */
export function digestText(week: WeekDigest, until: number, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-US', { timeZone, month: 'short', day: 'numeric' }).format(until);
  return [
    `Chip, week to ${day}: ${count(week.texts, 'text')} from ${count(week.people, 'person', 'people')}, ${count(week.replies, 'reply', 'replies')}.`,
    `${speed(week)} ${failures(week)}`,
    gapsIn(week),
    `${number(week.tokens)} tokens, $${week.usd.toFixed(2)}.`,
  ].join('\n');
}

function speed({ medianMs, p95Ms }: WeekDigest): string {
  if (medianMs === null || p95Ms === null) return 'No answers.';
  return `Answers took ${seconds(medianMs)} (half of them), ${seconds(p95Ms)} (95 %).`;
}

function failures({ failures: tries, deadTexts, deadReplies, limited }: WeekDigest): string {
  const parts = [
    tries > 0 ? `${count(tries, 'try', 'tries')} failed` : '',
    deadTexts + deadReplies > 0
      ? `${count(deadTexts, 'text')} and ${count(deadReplies, 'reply', 'replies')} given up (chip dead list)`
      : '',
    limited > 0 ? `${count(limited, 'text')} held back by limits` : '',
  ].filter(Boolean);
  return parts.length === 0 ? 'Nothing failed.' : `${parts.join(', ')}.`;
}

function gapsIn({ gaps: { count: asked, top } }: WeekDigest): string {
  if (asked === 0) return 'No question without a page.';
  const shown = top.map(({ words, count: times }) => `"${words}" (${number(times)})`).join(', ');
  return `${count(asked, 'question')} without a page (chip gaps)${shown === '' ? '' : `: ${shown}`}.`;
}

const number = (n: number): string => Math.round(n).toLocaleString('en-US');
const seconds = (ms: number): string =>
  ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${number(ms / 1000)} s`;
const count = (n: number, one: string, more = `${one}s`): string => `${number(n)} ${n === 1 ? one : more}`;
