import { english } from './english.ts';
import { fold, type Clause, type Folded } from './fold.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { padded } from './pattern.ts';
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
const HELP = words(({ help }) => help);
const set = (list: string): ReadonlySet<string> => new Set(list.split('|'));
/** What may be about something else when another clause stands beside it. */
const AMBIGUOUS = set(
  'end|quit|cancel|leave|delete|deactivate|disable|mute|scram|removed|reported|turn off|leave group|leave chat|no contact|no text|' +
    'dont text|dont write|dont contact|dont message|dont send|dont disturb|dont call or text|' +
    'para|baja|salir|fuera|terminar|vete|dejame|ya no|callate|fin|assez|quitter|plus rien|' +
    'halt|ende|ruhe|raus|reicht|nicht mehr|sair|sai|vaza|chega|nao mais|me deixa|me deixe',
);
const UNMISTAKABLE = new Set([...OPT_OUT].filter((word) => !AMBIGUOUS.has(word)));
/** What silences Chip in a group. */
const GROUP_OPT_OUT = set(
  'stop|stopall|stop all|unsubscribe|opt out|alto|baja|parar|pare|abmelden|arret|sair',
);

/**
 * What a text says about consent, or undefined. `yes` and `opt-in` mean something only for somebody who has opted out;
 * `help` is the word alone.
 * @param inGroup only words that can be meant for nobody but Chip; "enough" and "stop texting me" may be said to anybody
 */
export function consentWord(text: string, inGroup = false): ConsentWord | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const folded = fold(text);
  if (isOnly(folded.words, folded.core, inGroup ? GROUP_OPT_OUT : OPT_OUT)) return 'opt-out';
  if (isOnly(folded.words, folded.core, OPT_IN)) return 'opt-in';
  if (isOnly(folded.words, folded.core, YES)) return 'yes';
  if (isOnly(folded.words, folded.core, HELP)) return 'help';
  if (inGroup) return undefined;
  if (optsOut(folded)) return 'opt-out';
  return optsIn(folded) ? 'opt-in' : undefined;
}

/** True if a text consists of such a word, however often it is said and whatever courtesies stand around it. */
function isOnly(all: readonly string[], core: readonly string[], meaning: ReadonlySet<string>): boolean {
  if (meaning.has(all.join(' ')) || meaning.has(core.join(' '))) return true;
  return core.length > 1 && core.length < 6 && new Set(core).size === 1 && meaning.has(core[0] ?? '');
}

function optsOut(folded: Folded): boolean {
  const { clauses } = folded;
  const holds = (rules: Rules): boolean => clauses.some((clause) => matches(rules, clause));
  if (holds(({ insists }) => insists)) return true;
  if (isOnlySuch(folded) || beginsOrEnds(folded)) return true;
  if (holds(({ opposite }) => opposite)) return false;
  const bareCounts = (clause: Clause): boolean =>
    !folded.inPlay && !clauses.some((other) => other !== clause && goesOn(other));
  return clauses.some((clause) =>
    LANGUAGES.some((language) => {
      if (asksSomething(language, clause) || any(language.notSo, clause)) return false;
      return (
        any(language.optOut, clause) ||
        (bareCounts(clause) && any(language.bare, clause)) ||
        (any(language.optOutUnlessAbout, clause) && !any(language.about, clause))
      );
    }),
  );
}

/** "STOP END QUIT", "omg stop dude" */
function isOnlySuch({ coreOfTwo, clauses, inPlay }: Folded): boolean {
  if (inPlay || clauses.some(({ asks }) => asks)) return false;
  return (
    OPT_OUT.has(coreOfTwo.join(' ')) ||
    OPT_OUT.has(clauses.map(({ text }) => text).join(' ')) ||
    (coreOfTwo.some((word) => UNMISTAKABLE.has(word)) && coreOfTwo.every((word) => OPT_OUT.has(word)))
  );
}

/** "Wrong number. Stop." The first or the last clause is one of the words that mean nothing else. */
function beginsOrEnds({ clauses, inPlay }: Folded): boolean {
  const [first, last] = [clauses[0], clauses.at(-1)];
  if (inPlay || !first || !last) return false;
  const isBare = (clause: Clause): boolean =>
    !clause.asks && UNMISTAKABLE.has(clause.core) && !matches(({ question }) => question, clause);
  return isBare(last) || (isBare(first) && !clauses.some(goesOn));
}

/** A question that is none of those asked of somebody whom one does not know: the person goes on talking to us. */
const goesOn = ({ asks, text }: Clause): boolean =>
  asks && !/\b(?:who|why|number|text|texting|stop|quien|numero|qui|wer|nummer|quem)\b/.test(text);

type Language = (typeof LANGUAGES)[number];
type Rules = (language: Language) => readonly RegExp[];
const any = (rules: readonly RegExp[], { text, asks }: Clause): boolean =>
  rules.some((rule) => rule.test(padded(text, asks)));
const matches = (rules: Rules, clause: Clause): boolean =>
  LANGUAGES.some((language) => any(rules(language), clause));
const asksSomething = ({ question }: Language, { opening }: Clause): boolean =>
  question.some((rule) => rule.test(padded(opening, false)));

/** Whoever says no does not ask for texts, unless it was the opt-out that was not meant. */
const REFUSES =
  /\b(?:dont|not|never|no|stop|quit|nunca|jamas|ni|ne|n|pas|nicht|nie|nichts|kein\w*|nao|nem)\b/;
const NOT_MEANT =
  /\b(?:mean|meant|accident\w*|mistake|mind|opinion|undo|error|erreur|versehen|engano|querer)\b/;

function optsIn({ clauses, words: all }: Folded): boolean {
  const text = all.join(' ');
  if (REFUSES.test(text) && !NOT_MEANT.test(text)) return false;
  return clauses.some((clause) =>
    LANGUAGES.some((language) => !asksSomething(language, clause) && any(language.optIn, clause)),
  );
}

/** The fixed texts. Short, no promotion: an opt-out may be confirmed once and with nothing else in it. */
export const CONSENT_TEXTS = {
  'opt-out': 'You are unsubscribed and will get no more texts from Chip. Text START to come back.',
  'opt-in': 'Welcome back! You will get replies from Chip again. Text STOP at any time to leave.',
  help: 'This is Chip, the guide of the Alabama tech community. Text me a question, or STOP to get no more texts.',
} as const;
