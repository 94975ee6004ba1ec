import type { Evidence } from './evidence.ts';
import type { Finding } from './verdict.ts';

/** What the emulated model says to everything. */
const ANSWER = 'Heard: ';

/** P9: never a cut, empty or raw-JSON reply. The model of a run makes all of them, and its true answers are known. */
export function checkWhole({ delivered }: Evidence): Finding[] {
  return delivered
    .filter(({ row, text, tokens }) => {
      if (!row?.origin.startsWith('turn:')) return text.trim() === '' || /^[[{]/.test(text);
      return !text.startsWith(ANSWER) || (tokens.length === 0 && !/start/i.test(text));
    })
    .map(({ seq }): Finding => ({ check: 'P9', what: 'not a whole reply', where: `send ${seq}` }));
}
