import { chance, shuffled } from './learner.chance.ts';

/** Something that readers may like about a reply. */
export type Habit = {
  /** What the judge tells: "The reply should <directive>." */
  directive: string;
  /** The part of the directive that the student understands, in small letters. */
  key: string;
  /** Whether a reply has it. */
  seen: RegExp;
  /** How the student does it; one without words is a way of writing. */
  words?: string;
  place?: 'start' | 'middle' | 'end';
};

/** Half of them are common in ordinary replies, so that good examples happen to have them; the other half are not. */
export const HABITS: readonly Habit[] = [
  {
    directive: 'open with the words Hey there',
    key: 'the words hey there',
    seen: /\bhey there\b/i,
    words: 'Hey there,',
    place: 'start',
  },
  {
    directive: 'thank the person for writing',
    key: 'thank the person',
    seen: /\bthank(?:s| you)\b/i,
    words: 'thanks for writing.',
    place: 'start',
  },
  {
    directive: 'praise the question',
    key: 'praise the question',
    seen: /\bgood question\b/i,
    words: 'Good question.',
    place: 'start',
  },
  {
    directive: 'call people folks',
    key: 'call people folks',
    seen: /\bfolks\b/i,
    words: 'Folks ask that a lot.',
    place: 'middle',
  },
  {
    directive: 'give a step that begins with the word First',
    key: 'begins with the word first',
    seen: /\bfirst,/i,
    words: 'First, write down one thing you want.',
    place: 'middle',
  },
  {
    directive: 'name something to do today',
    key: 'something to do today',
    seen: /\btoday\b/i,
    words: 'You can do that today.',
    place: 'middle',
  },
  {
    directive: 'say how many minutes it takes',
    key: 'how many minutes',
    seen: /\bminutes\b/i,
    words: 'It takes ten minutes.',
    place: 'middle',
  },
  {
    directive: 'point to the public library',
    key: 'the public library',
    seen: /\blibrar(?:y|ies)\b/i,
    words: 'The library can help.',
    place: 'middle',
  },
  {
    directive: 'mention a meetup',
    key: 'mention a meetup',
    seen: /\bmeetups?\b/i,
    words: 'A meetup is a good place for it.',
    place: 'middle',
  },
  {
    directive: 'suggest a coffee with somebody',
    key: 'suggest a coffee',
    seen: /\bcoffee\b/i,
    words: 'Have a coffee with somebody who knows.',
    place: 'middle',
  },
  {
    directive: 'offer a sentence to send in quotation marks',
    key: 'in quotation marks',
    seen: /"[^"\n]+"|“[^”\n]+”/,
    words: 'Write them: "I am new here."',
    place: 'middle',
  },
  {
    directive: 'say that beginners are welcome',
    key: 'beginners are welcome',
    seen: /\bbeginners are\b[^.!?]*\bwelcome\b/i,
    words: 'Beginners are welcome.',
    place: 'middle',
  },
  {
    directive: 'name the state of Alabama',
    key: 'the state of alabama',
    seen: /\balabama\b/i,
    words: 'Alabama has room for you.',
    place: 'end',
  },
  {
    directive: 'invite the person to come along',
    key: 'to come along',
    seen: /\bcome along\b/i,
    words: 'Come along.',
    place: 'end',
  },
  {
    directive: "close with the word y'all",
    key: "the word y'all",
    seen: /\by['’]all\b/i,
    words: "See y'all around.",
    place: 'end',
  },
  { directive: 'do without exclamation marks', key: 'without exclamation marks', seen: /^[^!]+$/ },
];

/** What the readers of this seed want: four or five habits. Told to nobody; the judge's feedback names them. */
export function wantedHabits(seed: number): Habit[] {
  const count = chance(seed, 'count') < 0.5 ? 4 : 5;
  return shuffled(HABITS, seed, 'habits').slice(0, count);
}
