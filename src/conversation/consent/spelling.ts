import { OFTEN_MISTYPED, WORDS_OF_THEIR_OWN, WRITTEN, WRITTEN_BY_EAR } from './spelling.words.ts';

/** The word or words that a written word stands for. */
export function spelled(word: string): string[] {
  const known = WRITTEN.get(word);
  if (known) return known;
  const plain = word
    .replace(/^(h|aufh|aufzuh|l|ausl|m|k|geh|verl)oe(?=[a-z])/, '$1o')
    .replace(/^(w|f|g)ue(?=rd|r$|ltig)/, '$1u');
  if (WORDS_OF_THEIR_OWN.has(plain) || OFTEN_MISTYPED.includes(plain)) return [plain];
  const byEar = plain.length > 3 && BY_EAR.get(heard(plain));
  if (byEar) return [byEar];
  if (plain.length < 5) return [plain];
  return [OFTEN_MISTYPED.find((right) => right.length > 4 && isSlipOf(plain, right)) ?? plain];
}

/** As it sounds: k for qu, b for v, one letter for two. */
function heard(word: string): string {
  return word
    .replace(/qu?(?=[ei])/g, 'k')
    .replace(/c(?=[ei])|z/g, 's')
    .replace(/[cq](?!h)/g, 'k')
    .replace(/v/g, 'b')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/^h/, '')
    .replace(/(.)\1/g, '$1');
}
const BY_EAR: ReadonlyMap<string, string> = new Map(WRITTEN_BY_EAR.map((word) => [heard(word), word]));

/**
 * Two neighbours exchanged, or one letter too many or too few inside the word (an ending more or less is another form of
 * it); in a long word also one replaced or two slips. "testing" is not "texting".
 */
function isSlipOf(word: string, right: string): boolean {
  if (word[0] !== right[0] || Math.abs(word.length - right.length) > 2) return false;
  const slips = distance(word, right);
  if (word.length === right.length && slips === 1) return right.length > 8 || isExchange(word, right);
  if (word === right + word.at(-1) && word.at(-1) !== right.at(-1)) return false;
  return slips === 1 || (slips === 2 && right.startsWith('unsubscribe'));
}

function isExchange(word: string, right: string): boolean {
  const at = word.split('').findIndex((letter, index) => letter !== right[index]);
  return word[at] === right[at + 1] && word[at + 1] === right[at];
}

/** Edit distance with exchanges of neighbours (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  const row = (i: number): number[] => rows[i] ?? [];
  rows[0] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const exchanged = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && i > 1 && j > 1;
      row(i)[j] = Math.min(
        (row(i - 1)[j] ?? 0) + 1,
        (row(i)[j - 1] ?? 0) + 1,
        (row(i - 1)[j - 1] ?? 0) + cost,
        exchanged ? (row(i - 2)[j - 2] ?? 0) + 1 : Infinity,
      );
    }
  }
  return row(a.length)[b.length] ?? 0;
}
