/** So much of both texts has to be the same words. */
const SIMILAR = 0.9;
/** Compared up to here: a machine's texts are alike from their beginning, and this runs while others wait. */
const MOST_CHARACTERS = 2000;

/**
 * True for two texts that say the same but for case, numbers and punctuation, or in nine of ten words: what a machine
 * sends that fills in a form. Texts without any words have to be the same, so that answers by number are not alike.
 */
export function nearIdentical(one: string, other: string): boolean {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  if (words.length + others.length === 0) return one.trim() !== '' && one.trim() === other.trim();
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of others) {
    const left = counts.get(word) ?? 0;
    if (left === 0) continue;
    counts.set(word, left - 1);
    shared += 1;
  }
  return (2 * shared) / (words.length + others.length) >= SIMILAR;
}

/** The words that are compared: lower case, without numbers and punctuation. */
export function wordsOf(text: string): string[] {
  const plain = text
    .slice(0, MOST_CHARACTERS)
    .toLowerCase()
    .replace(/[\p{N}\p{P}]+/gu, ' ');
  return plain.split(/\s+/).filter(Boolean);
}
