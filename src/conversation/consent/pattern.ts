/** Whole texts, separated by commas. */
export const keywords = (list: string): string[] => list.trim().split(/,\s+/);

/** A clause as rules read it. */
export const padded = (clause: string, asks: boolean): string => ` ${clause} ${asks ? '? ' : ''}`;

/**
 * Rules of a language, one a line (a deeper line goes on with the one above), composed of its word lists. A rule is a
 * row of tokens with spaces between them:
 *
 *     WORDS (a|b)  one of the words of a list, or of those; `_` is a space within one
 *     X? X*        may be there; any number up to ten (X: a list or parentheses)
 *     !x <!x &x    must not follow; must not precede; must follow somewhere in the clause
 *     .. ... ~     up to two words; up to six, none of them of the list BREAK; any words
 *     ^ $ $.       begin and end of the clause, whether it asks or not; end of one that does not ask
 *
 * Repetitions are bounded and their alternatives differ, so that a text that almost fits is given up soon.
 */
export function rules(lists: Readonly<Record<string, string>>, text: string): RegExp[] {
  const token = compiler(lists);
  return lines(text).map((line) => new RegExp(`(?<= |^)${line.split(/ +/).map(token).join('')}`));
}

function compiler(lists: Readonly<Record<string, string>>): (token: string) => string {
  const words = (name: string): string[] => {
    const list = lists[name];
    if (list === undefined) throw new Error(`A consent rule uses the word list ${name}, which there is not`);
    return expanded(list.trim().replace(/\|\s+/g, '|').split(/\s+/));
  };
  /** Each alternative once, though it stands in several lists: else each repetition would try them all. */
  const expanded = (alternatives: readonly string[]): string[] => [
    ...new Set(
      alternatives.flatMap((one) =>
        /^[A-Z]+$/.test(one) ? words(one) : [one.replace(/[A-Z]{2,}/g, (name) => group(words(name)))],
      ),
    ),
  ];
  const breaks = group(words('BREAK'));
  return (token) => {
    const fixed = FIXED[token];
    if (fixed !== undefined) return fixed.replace('BREAK', breaks);
    const [, look, body = '', times] =
      /^(!|<!|&|)(\(.*\)(?=[?*]?$)|[A-Z]+(?=[?*]?$)|.*)([?*]?)$/.exec(token) ?? [];
    const alternatives = expanded(alternativesOf(body));
    const word = `${group(times === '*' ? withoutRows(alternatives) : alternatives).replaceAll('_', ' ')} `;
    if (look === '!') return `(?!${word})`;
    if (look === '<!') return `(?<! ${word})`;
    if (look === '&') return `(?=(?:[^ ]+ )*?${word})`;
    return times ? `(?:${word})${times === '?' ? '?' : '{0,10}'}` : word;
  };
}

const FIXED: Readonly<Record<string, string>> = {
  '^': '^ ',
  $: '(?:\\? )?$',
  '$.': '$',
  '~': '(?:[^ ]+ )*?',
  '..': '(?:(?!BREAK )[^ ?]+ ){0,2}?',
  '...': '(?:(?!BREAK )[^ ?]+ ){0,6}?',
};

/** Repeated, "kind_of" is said by "kind" and "of": two ways for one text are one too many. */
function withoutRows(alternatives: readonly string[]): string[] {
  const all = new Set(alternatives);
  return alternatives.filter(
    (one) => !one.includes('_') || !(one.match(/\w[^_()|]*/g) ?? []).every((word) => all.has(word)),
  );
}

const group = (alternatives: readonly string[]): string => `(?:${alternatives.join('|')})`;

/** Of "(a|b(c|d))": "a" and "b(c|d)". */
function alternativesOf(body: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const [at, letter] of body.split('').entries()) {
    if (letter === ')') depth--;
    if (depth === 0 && at > 0 && at < body.length - 1) return [body];
    if (letter === '|' && depth === 1) parts.push('');
    else if (depth > 0) parts[parts.length - 1] += letter;
    if (letter === '(') depth++;
  }
  return body.startsWith('(') ? parts : [body];
}

function lines(text: string): string[] {
  const indentation = /^\n*( *)/.exec(text)?.[1] ?? '';
  return text
    .trim()
    .split(new RegExp(`\\n${indentation}(?! )`))
    .map((line) => line.replace(/\|\n\s+/g, '|').replace(/\n\s+/g, ' '));
}
