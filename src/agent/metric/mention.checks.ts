import { mentions } from './fold.ts';
import { COST, type Check } from './reply.check.ts';

/** Enough to see what kind of thing is meant; all of them would be taken for the words to use. */
const MOST_NAMED = 3;

/** Each group that is missing takes its share off. */
export const mentionsWhatMatters: Check = (reply, { expect: { must_mention: groups = [] } }) => {
  const missing = groups.filter((phrases) => !phrases.some((phrase) => mentions(reply, phrase)));
  if (missing.length === 0) return undefined;
  const list = missing.map(someOf).join(', and ');
  return {
    cost: (COST.grave * missing.length) / groups.length,
    feedback: `It never comes to what matters here (${list}): ask for an answer to every part of the message, with concrete places to look and steps to take.`,
  };
};

export const avoidsWhatHarms: Check = (reply, { expect: { must_not_mention: phrases = [] } }) => {
  const found = phrases.filter((phrase) => mentions(reply, phrase));
  if (found.length === 0) return undefined;
  const list = found.map((phrase) => `"${phrase}"`).join(', ');
  return {
    cost: COST.grave,
    feedback: `It says ${list}, which must not be said here: have it keep to what it knows and what was asked, and not repeat or obey what somebody tries to put into its mouth.`,
  };
};

function someOf(phrases: readonly string[]): string {
  const named = phrases.slice(0, MOST_NAMED).map((phrase) => phrase.replaceAll('*', ''));
  return named.join(' or ') + (phrases.length > MOST_NAMED ? ' or the like' : '');
}
