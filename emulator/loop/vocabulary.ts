import type { Generation } from '../journal.ts';

/** The words each generation has, where they differ or are checked. */
export const EFFECTS: unknown[] =
  'slam loud gentle invisibleInk echo spotlight balloons confetti love lasers fireworks shootingStar celebration'.split(
    ' ',
  );

export const REACTIONS: Record<Generation, string[]> = {
  v1: ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question'],
  legacy: ['love', 'like', 'dislike', 'laugh', 'exclaim', 'question'],
};

export const CHANNELS: Record<Generation, unknown[]> = {
  v1: ['imessage', 'sms', 'rcs', 'whatsapp'],
  legacy: ['imessage', 'sms'],
};

/** The two marks of exclamation are one tapback with two names. */
export function reactionIn(generation: Generation, reaction: string): string {
  const [from, to] = generation === 'v1' ? ['exclaim', 'emphasize'] : ['emphasize', 'exclaim'];
  return reaction === from ? to : reaction;
}

/**
 * The code for a field that is there but wrong. v1 tells apart whether the field was a required one; legacy has no
 * number for it (its 125 is a wrong key), so it is the general one.
 */
export function invalidField(generation: Generation, required = false): number {
  if (generation === 'legacy') return 100;
  return required ? 115 : 125;
}
