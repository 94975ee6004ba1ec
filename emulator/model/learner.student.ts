import { chance } from './learner.chance.ts';
import { HABITS, type Habit } from './learner.habits.ts';
import type { LearnerRequest } from './learner.request.ts';

/** Of the texts for which an example is enough to pick a habit up. Less than all, so that instructions teach more. */
const BY_EXAMPLE = 0.5;
const BODIES = ['It is easier than it looks', 'That is worth a closer look', 'There is more than one way'];
const SURPRISE = '!';

/**
 * A short reply with those habits that the instructions ask for in the judge's words, and some of those that the examples
 * show. It does not know which are wanted.
 */
export function studentReply(seed: number, { instructions, demos, user }: LearnerRequest): string {
  const told = plain(instructions);
  const has = (habit: Habit): boolean =>
    told.includes(habit.key) ||
    (demos.some((demo) => habit.seen.test(demo)) && chance(seed, 'example', habit.key, user) < BY_EXAMPLE);
  const habits = HABITS.filter(has);
  const at = (place: Habit['place']): string[] =>
    habits.flatMap(({ place: own, words }) => (own === place && words ? [words] : []));
  const calm = habits.some(({ words }) => words === undefined);
  const body = BODIES[Math.floor(chance(seed, 'body', user) * BODIES.length)]!;
  const sentences = [...at('start'), `${body}${calm ? '.' : SURPRISE}`, ...at('middle'), ...at('end')];
  return capitalised(sentences.join(' '));
}

function plain(text: string): string {
  return text.replace(/[’‘]/g, "'").replace(/\s+/g, ' ').toLowerCase();
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
