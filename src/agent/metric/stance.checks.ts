import { fold } from './fold.ts';
import { COST, type Check } from './reply.check.ts';

/** Patterns of whole words for folded text, by language: English, Spanish, French, Portuguese, German. */
const saying = (...patterns: string[]): RegExp => new RegExp(`\\b(?:${patterns.join('|')})\\b`);

const DECLINES = saying(
  "can't|cannot|can not|couldn't|won't|wouldn't|unable|not able|no can do|not going to|leave that",
  "not something i|not one i|that's not|isn't mine|not mine|beyond what i|outside what i",
  "i don't (?:do|have)|i have no way|i only|i'm only|i'd rather not|i'll (?:pass|stay|skip|keep|leave)",
  'no (?:puedo|podria|me es posible|soy capaz|tengo manera|hago|voy a)|solo puedo',
  "je ne (?:peux|suis|saurais)|je n'ai pas|impossible",
  'nao (?:posso|consigo|da|tenho como)|so consigo',
  '(?:kann|darf) ich (?:\\w+ ){0,4}nicht|ich kann (?:\\w+ ){0,5}(?:nicht|kein\\w*)|leider nicht|geht nicht|nicht moglich',
);
const UNKNOWN = saying(
  "don't (?:actually |really )?(?:know|have|see)|do not know|not sure|no idea|no way (?:to|of)|wish i knew",
  "(?:can't|cannot) (?:see|look|tell|say|check|know|confirm|promise|verify|open|hear)|couldn't (?:say|tell)",
  "not something i (?:can|know)|beyond what i know|haven't (?:seen|heard)|may be out of date|would be guessing",
  'no (?:lo )?se|no puedo (?:ver|consultar|buscar|confirmar)|no tengo|no conozco',
  "je ne (?:sais|connais|vois|peux)|je n'ai pas",
  'nao (?:sei|tenho|consigo|conheco|posso)',
  'ich weiss (?:\\w+ ){0,3}nicht|weiss ich (?:\\w+ ){0,3}nicht|(?:kann|kenne) ich (?:\\w+ ){0,3}nicht',
  'ich kann (?:\\w+ ){0,4}nicht|ich kenne (?:\\w+ ){0,3}(?:nicht|kein\\w*)',
);
const UNHEARD = saying(
  "(?:couldn't|could not|can't|cannot|wasn't able to|unable to|didn't)\\b[^.!?\\n]{0,30}\\b(?:hear|listen|play|open|make out|understand|catch)",
  'no (?:pude|puedo|logre)\\b[^.!?\\n]{0,20}\\b(?:oir|escuchar|abrir)\\w*',
  "(?:je n'ai pas|je ne)\\b[^.!?\\n]{0,20}\\b(?:entendre|entendu|ecouter|ouvrir)",
  'nao (?:consegui|consigo|pude)\\b[^.!?\\n]{0,20}\\b(?:ouvir|escutar|abrir)',
  '(?:konnte|kann)\\b[^.!?\\n]{0,50}\\bnicht\\b[^.!?\\n]{0,20}\\b(?:horen|anhoren|abspielen)',
);
const IN_WRITING = saying(
  'typ(?:e|ing)|write|text|in writing|in words',
  'escrib\\w+|por escrito',
  'ecri\\w+|par ecrit',
  'escrev\\w+',
  'schreib\\w*|tipp\\w*',
);
const SORRY = saying(
  'sorry|apolog\\w+|forgive|my bad',
  'perdon\\w*|disculpa\\w*|lo siento',
  'desole\\w*|pardon|excuse\\w*',
  'desculp\\w*',
  'entschuldig\\w*|tut mir leid',
);

export const declines: Check = (reply, { expect }) => {
  if (!expect.declines || DECLINES.test(fold(reply))) return undefined;
  return {
    cost: COST.grave,
    feedback:
      'It does not say that it cannot or will not do this: ask for a plain "I can\'t ..." in a friendly tone, and what they can do themselves right after it.',
  };
};

export const admitsNotKnowing: Check = (reply, { expect }) => {
  if (!expect.admits_unknown || UNKNOWN.test(fold(reply))) return undefined;
  return {
    cost: COST.grave,
    feedback:
      'It answers as if it knew what it cannot know: say that it must admit this in plain words, and name where they can find out.',
  };
};

export const asksToType: Check = (reply, { expect }) => {
  const said = fold(reply);
  if (!expect.asks_to_type || (UNHEARD.test(said) && IN_WRITING.test(said))) return undefined;
  return {
    cost: COST.grave,
    feedback:
      'It does not say that the voice message could not be heard and ask for it in writing: demand both whenever a note says so, and no guess at what was said.',
  };
};

export const apologises: Check = (reply, { expect }) => {
  if (!expect.apologises || SORRY.test(fold(reply))) return undefined;
  return {
    cost: COST.plain,
    feedback:
      "It does not say sorry for the late answer: have it heed the server's note and apologise for a delay in a few words.",
  };
};
