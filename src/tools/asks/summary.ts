/** What a person can read and judge in one text, beside the question itself. */
const MOST_CHARACTERS = 400;

/** A call in words: the name of the tool and every argument, none of them shortened. */
export function summaryOf(tool: string, input: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(input).map(([name, value]) => `${spaced(name)}: ${JSON.stringify(value)}`);
  return given.length === 0 ? spaced(tool) : `${spaced(tool)} (${given.join(', ')})`;
}

/**
 * Why nobody can be asked for a yes to this; undefined when they can. What is done must be what was read: no part of it
 * left out, none that cannot be seen or that turns others around.
 */
export function summaryProblem(summary: string): string | undefined {
  if (summary.trim() === '') return 'it does not say what it would do';
  if (summary.length > MOST_CHARACTERS)
    return `it is too long to be read and agreed to by text; at most ${MOST_CHARACTERS} characters`;
  // The joiner holds emoji together.
  if (/[\p{C}\u2028\u2029]/u.test(summary.replaceAll('\u200d', '')))
    return 'it holds characters that cannot be seen';
  return undefined;
}

function spaced(name: string): string {
  return name.replaceAll('_', ' ');
}
