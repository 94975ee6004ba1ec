import { standardError } from '../evaluate/summary.ts';

/** A program's scores on the held-out examples, in their order. */
export interface HeldOut {
  readonly name: string;
  readonly scores: readonly number[];
}

export const meanOf = (scores: readonly number[]): number =>
  scores.reduce((sum, score) => sum + score, 0) / scores.length;

/**
 * Whether the last one beats all the others, which were scored on the same examples, and a table of them. Better is better,
 * if by little: the table says how little, and how much chance there is in it.
 */
export function compare(others: readonly HeldOut[], found: HeldOut): { better: boolean; table: string } {
  const all = [...others, found];
  const width = Math.max(...all.map(({ name }) => name.length));
  const lines = all.map(({ name, scores }) => {
    const gain = found.scores.map((score, index) => score - scores[index]!);
    const versus =
      scores === found.scores ? '' : `  found is ${signed(meanOf(gain))} ± ${standardError(gain).toFixed(3)}`;
    return `${name.padEnd(width)}  ${meanOf(scores).toFixed(3)}${versus}`;
  });
  const better = others.every(({ scores }) => meanOf(found.scores) > meanOf(scores));
  return { better, table: lines.join('\n') };
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`;
}
