/** Borders at which a text may be split, best first. Each matches the border itself, which stays with the first part. */
const BORDERS = [/\n{2,}/g, /\n/g, /[.!?…。！？]["'”’)]*\s+/g, /\s+/g];
/** A part shorter than this share of the limit is not worth a better border. */
const LEAST_SHARE = 0.4;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Splits a text into parts of at most `limit` UTF-16 units: between paragraphs, else lines, else sentences, else words,
 * else characters as people see them (an emoji family is one). Nothing but white space at the borders is lost.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const end = lastBorder(rest, limit);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

function lastBorder(text: string, limit: number): number {
  // White space at the border does not count: it is cut off.
  const window = text.slice(0, limit + 1);
  for (const border of BORDERS) {
    const ends = [...window.matchAll(border)].map(({ index, 0: found }) => index + found.trimEnd().length);
    const end = ends.findLast((candidate) => candidate <= limit) ?? 0;
    if (end >= limit * LEAST_SHARE) return end;
  }
  return wholeGraphemes(text, limit);
}

/** The end of the last grapheme that fits. One that is longer than the limit itself is cut: it has to go somewhere. */
function wholeGraphemes(text: string, limit: number): number {
  // Far enough back to start at a border of graphemes for all but monsters, near enough to be quick.
  const from = Math.max(0, limit - 200);
  let end = from;
  for (const { index, segment } of graphemes.segment(text.slice(from, limit + 200))) {
    if (from + index + segment.length > limit) break;
    end = from + index + segment.length;
  }
  return end > from ? end : limit;
}
