/** Fewer words in a row may be chance, or the same thing said to a member: "call 911, or 988 in a crisis". */
const WORDS_IN_A_ROW = 12;

/** Whether a text repeats a longer run of words of another, whatever the case and punctuation. */
export function quotes(text: string, source: string): boolean {
  const runs = new Set(runsOf(source));
  return runsOf(text).some((run) => runs.has(run));
}

function runsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu) ?? [];
  return words
    .slice(WORDS_IN_A_ROW - 1)
    .map((_, start) => words.slice(start, start + WORDS_IN_A_ROW).join(' '));
}
