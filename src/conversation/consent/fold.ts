/** Words that carry no meaning of their own; what else is said decides. All five languages, folded. */
const FILLERS = new Set(
  (
    'please pls plz kindly immediately forever asap permanently thanks thank you thx ty ok okay no nope hey hi hello chip bot now just already guys i said me us this it all everything ' +
    'por favor porfa porfavor gracias ya hola pf pfv pfvr obrigado obrigada ' +
    'svp stp merci s il vous te plait bonjour bitte danke mal jetzt sofort hallo sms'
  ).split(' '),
);

/** Longer words that people mistype; a text is read as if they had been written right. */
const OFTEN_MISTYPED = (
  'unsubscribe unsubscribed texting messaging messages message sending cancel anymore remove number spamming ' +
  'abmelden abbestellen desabonner descadastrar mensajes mensagens nachrichten receiving contacting cancelar'
).split(' ');

/** A text in a form that can be compared: one string a clause, words of a-z and 0-9 with one space between them. */
export interface Folded {
  clauses: { text: string; asks: boolean }[];
  /** All words, in order. */
  words: string[];
  /** The words that are no fillers. */
  core: string[];
}

/** Accents, case, width, emoji, invisible characters and punctuation off; stretched letters and typos put right. */
export function fold(text: string): Folded {
  const plain = text
    .replace(/\n+\s*(?:sent from|get outlook|enviado desde|envoye de|gesendet von)[^\n]*$/i, '')
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    // "don't" is one word however it is written; other apostrophes separate (m'écrire, j'arrête).
    .replace(/n['’´`]t\b/g, 'nt')
    // The comma before a German infinitive begins no new clause.
    .replace(/,\s+(?=(?:mir|mich|uns)\s)/g, ' ')
    .replace(/(\p{L})\1{2,}/gu, '$1');
  const clauses = [...plain.matchAll(/([^.!?;,:\n()–—…¿¡]*)([.!?;,:\n()–—…¿¡]|$)/g)]
    .map(([, clause = '', end]) => ({ words: wordsOf(clause), asks: end === '?' }))
    .filter(({ words }) => words.length > 0);
  const words = joinSpelled(clauses.flatMap((clause) => clause.words));
  return {
    clauses: clauses.map(({ words: all, asks }) => ({ text: all.join(' '), asks })),
    words,
    core: coreWords(words),
  };
}

const coreWords = (words: string[]): string[] => words.filter((word) => !FILLERS.has(word));

/** A clause without its courtesies. */
export const coreOf = (clause: string): string => coreWords(clause.split(' ')).join(' ');

function wordsOf(clause: string): string[] {
  return clause
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map(corrected);
}

/** "s t o p" */
function joinSpelled(words: string[]): string[] {
  return words.length > 2 && words.every((word) => word.length === 1) ? [words.join('')] : words;
}

function corrected(word: string): string {
  if (['stpo', 'sotp', 'tsop', 'stopp', 'stahp'].includes(word)) return 'stop';
  if (word.length < 5 || OFTEN_MISTYPED.includes(word)) return word;
  return OFTEN_MISTYPED.find((right) => differByOneSlip(word, right)) ?? word;
}

/** One letter too many or too few, or two exchanged. Not one replaced: "testing" is not "texting". */
function differByOneSlip(word: string, right: string): boolean {
  let from = 0;
  while (from < word.length && word[from] === right[from]) from++;
  const [a, b] = [word.slice(from), right.slice(from)];
  if (word.length + 1 === right.length) return b.slice(1) === a;
  if (word.length === right.length + 1) return a.slice(1) === b;
  return a.length === b.length && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
}
