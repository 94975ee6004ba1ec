import { factsIn, type Fact } from './facts.ts';
import { fold, wordsOf } from './fold.ts';
import { COST, givenText, type Check } from './reply.check.ts';

/**
 * Contacts, links, dates, times and prices have to stand in what was said already. Names of groups and people are beyond
 * what a rule can know; the judge looks at those.
 */
export const nothingInvented: Check = (reply, example) => {
  const given = givenText(example);
  const invented = factsIn(reply).filter((fact) => !isGiven(fact, given));
  if (invented.length === 0) return undefined;
  const kinds = [...new Set(invented.map(({ kind }) => kind))];
  const list = invented.map(({ text }) => `"${text}"`).join(', ');
  return {
    cost: COST.grave,
    feedback: `It states a ${kinds.join(' and a ')} that nobody has given (${list}): say that contacts, links, dates, times and prices may only be repeated from the conversation, and that where to find them is to be named instead.`,
  };
};

function isGiven({ kind, text }: Fact, given: string): boolean {
  switch (kind) {
    case 'e-mail address':
      return fold(given).includes(fold(text));
    case 'link':
      return fold(given).includes(hostOf(text));
    case 'phone number':
      return digits(given).includes(digits(text));
    case 'date':
    case 'time':
    case 'price':
      return partsOf(text).every((part) => partsOf(given).includes(part));
    default:
      return kind satisfies never;
  }
}

const hostOf = (link: string): string =>
  fold(link)
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/.*$/, '');

const digits = (text: string): string => text.replace(/\D/g, '');

/** Said in another form it is the same: "6pm" is given by "at 6 pm", "May 6th" by "6 May". */
function partsOf(text: string): string[] {
  return wordsOf(text)
    .flatMap((word) => word.match(/\d+|\p{L}+/gu) ?? [])
    .filter((part) => !FILLERS.has(part))
    .map((part) => (/^\p{L}/u.test(part) ? part.slice(0, 3) : String(Number(part))));
}

/** Beside the number or name they say nothing: "o'clock", "00 minutes", "the 6th of". */
const FILLERS = new Set(
  '00 am pm a p m h uhr st nd rd th of de at las as k usd dollar dollars bucks euro euros dolares every each next last this coming the jeden cada todos los toda todo chaque tous les'.split(
    ' ',
  ),
);
