import type { StagedAsk } from '../../conversation/asks/staged-ask.ts';

/**
 * The question that asks for a yes, as a text of its own: what will be done, and how to agree. In a group with Chip's name in
 * it, which a text there needs to be answered. More than one word: Loop drops texts of one word that look like codes.
 */
export function questionOf(asks: readonly StagedAsk[], kind: 'person' | 'group'): string {
  const minutes = Math.round((asks[0]?.ttlMs ?? 0) / 60_000);
  const chip = kind === 'group' ? 'Chip, ' : '';
  const who = kind === 'group' ? 'whoever asked for it writes' : 'write';
  const [what, example] =
    asks.length === 1
      ? ['Shall I do this?', `"${chip}yes, do ${asks[0]?.number}"`]
      : ['Shall I do these?', asks.map(({ number }) => `"${chip}yes, do ${number}"`).join(' or ')];
  const lines = asks.map(({ number, summary }) => `${number}: ${summary}`);
  return [
    what,
    ...lines,
    `To agree, ${who} ${example} within ${minutes} minutes. Otherwise nothing is done.`,
  ].join('\n');
}
