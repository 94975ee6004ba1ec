import { thoughts } from './clauses.ts';
import { coreOfRequest, coreOfTwo, coreWords, plainly } from './fillers.ts';
import { spelled } from './spelling.ts';

/** One thought: words of a-z and 0-9 with one space between them, courtesies off. */
export interface Clause {
  text: string;
  /** What is left of it without fillers and words of request. */
  core: string;
  /** Up to where the clause's sentence or thought begins; a question is recognised by it. */
  opening: string;
  asks: boolean;
}

/** A text in a form that can be compared. */
export interface Folded {
  clauses: Clause[];
  /** All words, in order. */
  words: string[];
  /** The words that are no fillers. */
  core: string[];
  /** The same where nobody else could be meant. */
  coreOfTwo: string[];
  /** Said in play, or to make somebody wait. */
  inPlay: boolean;
}

const IN_PLAY = new RegExp(
  [
    /\b(?:ha){2,}|\blo+l\b|\blmf?ao|\bj[ae]{1,2}j[ae]|\bk{3,}|\bmdr\b|\bptdr\b|\b(?:rs){2,}|😂|🤣|😆|😅/,
    /\b(?:blush|hilarious|so funny|too funny|too kind|(?:making|cracking|killing) me|no way)\b/,
    /\b(?:drole|gracios[oa]|que risa|lustig|engracad[oa])\b/,
    /\b(?:wait|hold on|espera|warte|attends?|calma|i meant|meinte|quise decir|voulais dire|quis dizer)\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'iu',
);

/** Laughter about the mistake, not about us. */
const IN_EARNEST = /\b(?:wrong|falsche|mauvais|faux|errad[oa]|equivocad[oa])\b/;

/** Two words that are one, and the other way round. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bdo not\b/g, 'dont'],
  [/\b(did|does|would|could|should|is) not\b/g, '$1nt'],
  [/\b(?:can not|cannot)\b/g, 'cant'],
  [/\bwill not\b/g, 'wont'],
  [/\bi (?:d|would)\b|\bid (?=like|love|appreciate|prefer|rather|want)/g, 'i would '],
  [/\bany ?more\b/g, 'anymore'],
  [/\bany and all\b/g, 'all'],
  // Calls and e-mail are refused in one breath with texts.
  [
    /\b(?:calls?|calling|emails?|emailing|llamadas|llamen|llames|appels|anrufe|ligac\w+) (?:or|and|nor|ni|y|o|et|und|oder|e|ou|no|pas de|sem|keine) (?:me )?(?=text|messag|mensaj|mensag|escrib|mand|sms|nachr)/g,
    '',
  ],
  [/\b(texts?|texting|messages?|messaging) (?:or|and|nor) (?:calls?|calling|emails?|emailing)\b/g, '$1'],
  [/\bun (?:subscribe|suscribe|sub)\b/g, 'unsubscribe'],
  [/\byou (?:guys|all|people|folks|ppl)\b/g, 'you'],
  [/\b(?:text|txt|sms) (?:message|msg)(s?)\b/g, 'text$1'],
  [/\bstp (?=(?:text|mess|send|spam)\w)/g, 'stop '],
  [/\b(want|need|like|stop|sending|get|getting|remove) em\b/g, '$1 them'],
  [/\b4 (?=this|your|these|me|it)/g, 'for '],
  [/\bn(?=envo[iy]|ecri[vs]|appel|embet)/g, 'ne '],
  [/\bm(?=envo[iy]|ecri[vsr]|appel|embet|contact)/g, 'me '],
  [/\bmi (?=tir|deix|mand|remov|escrev)/g, 'me '],
  [/\bdi (?=mandar|enviar|me )/g, 'de '],
  [/\bj(veux|veu|peux|vais|ai|en)\b/g, 'je $1'],
  [/\bcease and desist\b/g, 'cease'],
  [/ {2,}/g, ' '],
];

/** Accents, case, width, emoji, invisible characters and punctuation off; stretched letters and typos put right. */
export function fold(text: string): Folded {
  const parts = sentences(lettersOf(text)).flatMap(({ text: sentence, asks }) =>
    thoughts(spelledOut(sentence)).map((thought) => ({ ...thought, asks })),
  );
  const words = parts.flatMap((part) => part.text.split(' '));
  return {
    clauses: parts
      .map((part) => ({
        asks: part.asks,
        text: plainly(part.text),
        opening: plainly(part.opening),
        core: coreOfRequest(part.text.split(' ')).join(' '),
      }))
      .filter((part) => part.text !== ''),
    words,
    core: coreWords(words),
    coreOfTwo: coreOfTwo(words),
    inPlay: IN_PLAY.test(`${text} ${words.join(' ')}`) && !IN_EARNEST.test(words.join(' ')),
  };
}

function lettersOf(text: string): string {
  const plain = text
    .replace(/\n+\s*(?:sent from|get outlook|enviado desde|enviado do|envoye de|gesendet von)[^\n]*$/i, '')
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/\+?\(?\d[\d\-() .]{5,}\d/g, ' this number ')
    .replace(/\bf[u*#@$]?[*#@$]+[ck]*(ing?|n)?/g, (_all, ing?: string) => (ing ? 'fucking' : 'fuck'))
    .replace(/\by['’]all/g, 'yall')
    // "don't" is one word however it is written; other apostrophes separate (m'écrire, j'arrête).
    .replace(/(\w)['’´`‘](nt|t|m|ve|re|ll|d|s)\b/g, '$1$2')
    .replace(/(?<=\s)['’]em\b/g, 'them')
    // The comma before an infinitive begins no new clause, nor does one around a courtesy.
    .replace(/,\s+(?=(?:mir|mich|uns|zu)\s)/g, ' ')
    .replace(/,\s*(please|pls|por favor|se? ?il vous plait|svp|bitte)\s*,/g, ' $1 ')
    .replace(/\w+\(\)/g, ' code ')
    .replace(/\b(my|this|ur|your|the) #/g, '$1 number')
    .replace(/\bs([\s.-])t\1o\1p\b/g, 'stop')
    .replace(/\s-+\s/g, '. ')
    .replace(/^\W*(?:\w+[.!]+\s+){2,}\w+\W*$/, (all) => all.replace(/[.!]+/g, ' '))
    .replace(/(\p{L})\1{2,}/gu, '$1');
  return /^[^a-z0-9]*(?:[a-z0-9][^a-z0-9]+){2,}[a-z0-9][^a-z0-9]*$/.test(plain)
    ? plain.replace(/[^a-z0-9]/g, '')
    : plain;
}

function sentences(plain: string): { text: string; asks: boolean }[] {
  return [...plain.matchAll(/([^.!?;,:\n()–—…¿¡\p{Extended_Pictographic}]*)([^]|$)/gu)]
    .map(([, text = '', end]) => ({
      text: text
        .split(/[^a-z0-9]+/)
        .filter(Boolean)
        .join(' '),
      asks: end === '?' && !/\b(?:ok|okay|please|pls|plz|thanks|thx|k)\s*$/.test(text),
    }))
    .filter(({ text }) => text !== '');
}

function spelledOut(sentence: string): string {
  const words = sentence.split(' ').flatMap(spelled).join(' ');
  return PHRASES.reduce((text, [wrong, right]) => text.replace(wrong, right), words).trim();
}
