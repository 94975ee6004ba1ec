import { COST, type Check } from './reply.check.ts';
import { withoutQuoted } from './fold.ts';

/** Three parts of an SMS. */
const MOST_CHARACTERS = 480;
const MOST_BUBBLES = 3;
const MOST_QUESTIONS = 1;
/** From so many times the limit on it is no longer a little too long. */
const FAR = 1.5;

export const shortEnough: Check = (reply, { expect }) => {
  const most = expect.max_chars ?? MOST_CHARACTERS;
  const { length } = reply.trim();
  if (length <= most) return undefined;
  return {
    cost: length > most * FAR ? COST.plain : COST.slight,
    feedback: `It is ${length} characters long where ${most} are enough: ask for the answer and one or two next steps in one to four sentences, and nothing else.`,
  };
};

export const fewBubbles: Check = (reply, { expect }) => {
  const most = expect.max_bubbles ?? MOST_BUBBLES;
  const bubbles = reply.trim().split(/\n\s*\n/).length;
  if (bubbles <= most) return undefined;
  return {
    cost: COST.slight,
    feedback: `It comes in ${bubbles} paragraphs where ${most} is the most: ask for few short paragraphs, since each is a bubble on the phone.`,
  };
};

/** Those inside quotation marks are for somebody else. */
export const questions: Check = (reply, { expect }) => {
  const most = expect.max_questions ?? MOST_QUESTIONS;
  const asked = withoutQuoted(reply).match(/[?？]+/g)?.length ?? 0;
  if (asked > most)
    return {
      cost: COST.plain,
      feedback: `It asks ${asked} questions where ${most === 0 ? 'none is' : `${most} is the most`}: allow one question back at most, and only where the answer would change the advice.`,
    };
  if (asked === 0 && expect.asks_back)
    return {
      cost: COST.plain,
      feedback:
        'It guesses where it had to ask: say that one short question belongs in the reply when the advice depends on something the person has not said.',
    };
  return undefined;
};
