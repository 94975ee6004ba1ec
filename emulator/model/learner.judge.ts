import type { Json } from '../http.ts';
import { chance, shuffled } from './learner.chance.ts';
import { wantedHabits } from './learner.habits.ts';
import type { LearnerRequest } from './learner.request.ts';

/** Under which names a reply is usually handed to a judge. */
const REPLY = ['reply', 'answer', 'response', 'output', 'prediction'];
const USUAL_SCALE = 10;

/**
 * The share of the wanted habits that a reply has, on the scale of the request, and one or two that it lacks in words: "The
 * reply should mention a meetup."
 */
export function judgement(
  seed: number,
  request: LearnerRequest,
): { score: number | string; feedback: string } {
  const { inputs, user } = request;
  const name = REPLY.find((known) => inputs.has(known));
  const reply = name === undefined ? user : inputs.get(name)!;
  const wanted = wantedHabits(seed);
  const missing = wanted.filter(({ seen }) => !seen.test(reply));
  const told = shuffled(missing, seed, 'told', user).slice(0, chance(seed, 'how many', user) < 0.5 ? 1 : 2);
  const feedback = told.map(({ directive }) => `The reply should ${directive}.`).join(' ');
  return {
    score: onScale(1 - missing.length / wanted.length, request),
    feedback: feedback || 'Readers here would be glad of this reply.',
  };
}

/** "0 to 10" in the description of the score, or a list of words or numbers to choose from. */
function onScale(share: number, { schemas, instructions }: LearnerRequest): number | string {
  const score: Json = schemas.score ?? {};
  if (Array.isArray(score.enum) && score.enum.length > 0)
    return score.enum[Math.round(share * (score.enum.length - 1))] as number | string;
  const { description } = score;
  const described = [
    typeof description === 'string' ? description : '',
    ...instructions.split('\n').filter(isAboutScore),
  ];
  const top = described
    .map((line) => /\b0(?:\.0)?\b[^\n]{0,40}?(?:\bto|-|–) ?(\d+)/.exec(line)?.[1])
    .find(Boolean);
  return Math.round(share * Number(top ?? USUAL_SCALE) * 1000) / 1000;
}

function isAboutScore(line: string): boolean {
  return /\bscore\b/i.test(line);
}
