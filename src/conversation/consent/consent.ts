import { english } from './english.ts';
import { coreOf, fold, type Folded } from './fold.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';

/**
 * Consent, recognised by code before any model sees a text (P5). A word alone counts when the text is nothing else but
 * courtesies; a sentence counts when it tells us not to text its writer any more. A question about it, its opposite, or
 * the same words about a ticket do not: a wrong opt-out silences somebody who asked for help.
 */
export type ConsentWord = 'opt-out' | 'opt-in' | 'yes' | 'help';

const LANGUAGES = [english, spanish, french, german, portuguese];
/** Nobody needs more to say it, and a longer text that contains it is about something else too. */
const MOST_CHARACTERS = 300;

const words = (pick: (language: (typeof LANGUAGES)[number]) => readonly string[]): ReadonlySet<string> =>
  new Set(LANGUAGES.flatMap(pick));
const OPT_OUT = words(({ optOutWords }) => optOutWords);
const OPT_IN = words(({ optInWords }) => optInWords);
const YES = words(({ yes }) => yes);
const UNMISTAKABLE = new Set([
  'stop',
  'unsubscribe',
  'stopall',
  'opt out',
  'stopp',
  'arretez',
  'parem',
  'alto',
]);
/** What silences Chip in a group. */
const GROUP_OPT_OUT = new Set(
  'stop|stopall|stop all|unsubscribe|opt out|optout|alto|baja|parar|pare|stopp|abmelden|arret|sair'.split(
    '|',
  ),
);
const HELP = words(({ help }) => help);

/**
 * What a text says about consent, or undefined. `yes` and `opt-in` mean something only for somebody who has opted out;
 * `help` is the word alone.
 * @param inGroup only words that can be meant for nobody but Chip; "enough" and "stop texting me" may be said to anybody
 */
export function consentWord(text: string, inGroup = false): ConsentWord | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const folded = fold(text);
  if (isOnly(folded, inGroup ? GROUP_OPT_OUT : OPT_OUT)) return 'opt-out';
  if (isOnly(folded, OPT_IN)) return 'opt-in';
  if (isOnly(folded, YES)) return 'yes';
  if (isOnly(folded, HELP)) return 'help';
  if (inGroup) return undefined;
  if (says(folded, 'optOut') || endsWithWord(folded)) return 'opt-out';
  return says(folded, 'optIn') ? 'opt-in' : undefined;
}

/** True if a text consists of such a word, however often it is said and whatever courtesies stand around it. */
function isOnly({ words: all, core }: Folded, meaning: ReadonlySet<string>): boolean {
  if (meaning.has(all.join(' ')) || meaning.has(core.join(' '))) return true;
  return core.length > 1 && core.length < 6 && new Set(core).size === 1 && meaning.has(core[0] ?? '');
}

/** "Wrong number. Stop." One of the words that mean nothing else, as the last or the first clause of a short text. */
function endsWithWord({ clauses, words: all }: Folded): boolean {
  if (clauses.length < 2 || all.length > 12) return false;
  return [clauses[0], clauses.at(-1)].some(
    (clause) => clause && !clause.asks && UNMISTAKABLE.has(coreOf(clause.text)),
  );
}

function says({ clauses }: Folded, what: 'optOut' | 'optIn'): boolean {
  const opposite = LANGUAGES.some(({ notSo }) =>
    clauses.some(({ text }) => notSo.some((rule) => rule.test(text))),
  );
  if (opposite) return false;
  return LANGUAGES.some((language) =>
    clauses.some(
      ({ text }) => !language.question.test(text) && language[what].some((rule) => rule.test(text)),
    ),
  );
}

/** The fixed texts. Short, no promotion: an opt-out may be confirmed once and with nothing else in it. */
export const CONSENT_TEXTS = {
  'opt-out': 'You are unsubscribed and will get no more texts from Chip. Text START to come back.',
  'opt-in': 'Welcome back! You will get replies from Chip again. Text STOP at any time to leave.',
  help: 'This is Chip, the guide of the Alabama tech community. Text me a question, or STOP to get no more texts.',
} as const;
