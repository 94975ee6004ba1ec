import { ChipConfig } from './chip.config.ts';

/** A shorter name is too near to too many others. */
const LEAST_LETTERS = 7;
const MOST_EDITS = 2;

/** Set names that are none of ours and look like one of ours, with that one. */
export function misspelt(names: Iterable<string>): { name: string; meant: string }[] {
  const known = Object.keys(new ChipConfig());
  const isKnown = new Set(known);
  return [...names].flatMap((name) => {
    if (isKnown.has(name)) return [];
    const [nearest] = known
      .map((meant) => ({ meant, edits: edits(plain(name), plain(meant)) }))
      .toSorted((a, b) => a.edits - b.edits);
    const fine = !nearest || nearest.edits > MOST_EDITS || plain(nearest.meant).length < LEAST_LETTERS;
    return fine ? [] : [{ name, meant: nearest.meant }];
  });
}

/** Case, `_`, `-` and blanks are what is mistaken most. */
const plain = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Letters to be added, left out or changed to make one of the other (Levenshtein). */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (const [i, letter] of one.split('').entries()) {
    const next = [i + 1];
    for (const [j, there] of other.split('').entries()) {
      const change = (row[j] ?? 0) + (letter === there ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
