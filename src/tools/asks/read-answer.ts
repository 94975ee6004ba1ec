import { fold } from '../words.ts';

export interface ReadAnswer {
  answer: 'yes' | 'no';
  number: number;
}

const NUMBERS = [
  'one two three four five six seven eight nine ten'.split(' '),
  'uno dos tres cuatro cinco seis siete ocho nueve diez'.split(' '),
];

const NUMBER = `(?:(?:number|numero|no|nr|el|la) )?(\\d{1,6}|${NUMBERS.flat().join('|')})`;
const NAME = '(?:(?:hey|hi|hola|oye) )?(?:chip )?';
const POLITE = '(?: (?:please|por favor|thanks|thank you|gracias|chip))*';
const YES =
  '(?:yes|yep|yeah|yup|ok|okay|sure|si|claro|vale|dale|de acuerdo)(?: (?:please|por favor|chip|go ahead))?';
const DO = '(?:please )?(?:do|do it|go ahead with|go with|send|run|haz|hazlo|haga|hagalo|adelante con)';
const NO = '(?:no|nope|nah)(?: (?:please|por favor|gracias|chip))?';
const NOT =
  '(?:not|dont do|don t do|do not do|never mind|cancel|stop|forget|no hagas|no lo hagas|cancela|olvida)';

const PATTERNS: [answer: ReadAnswer['answer'], pattern: RegExp][] = [
  ['yes', new RegExp(`^${NAME}${YES} (?:${DO} )?${NUMBER}${POLITE}$`)],
  ['no', new RegExp(`^${NAME}(?:${NO} (?:${NOT} )?|${NOT} )${NUMBER}${POLITE}$`)],
];

/**
 * The text as an answer to something asked by number, in English or Spanish: "yes, do 1", "sí, haz 1", "no, not 1". By code,
 * so that no model can be talked into a yes. The whole text has to be one: whatever says more than that is for a model to
 * read, and agrees to nothing.
 */
export function readAnswer(text: string): ReadAnswer | undefined {
  if (text.length > 80) return undefined;
  const folded = fold(text.normalize('NFKC'));
  for (const [answer, pattern] of PATTERNS) {
    const number = numberOf(pattern.exec(folded)?.[1]);
    if (number !== undefined) return { answer, number };
  }
  return undefined;
}

function numberOf(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  const place = NUMBERS.map((names) => names.indexOf(word)).find((at) => at >= 0);
  return place === undefined ? Number(word) : place + 1;
}
