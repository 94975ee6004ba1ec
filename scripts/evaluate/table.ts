import type { Summary } from './summary.ts';

/** The summary as a table for a terminal. */
export function table({ categories, total, standardError, ...more }: Summary): string {
  const rows = [...categories, total].map(({ category, n, mean, failed }) => [
    category,
    String(n),
    mean.toFixed(3),
    failed === 0 ? '' : `${failed} failed`,
  ]);
  const lines = aligned([['category', 'n', 'score', ''], ...rows]);
  // A line between the heading and the categories, and one above the sum.
  const rule = '-'.repeat(Math.max(...lines.map((line) => line.length)));
  const body = [lines[0], rule, ...lines.slice(1, -1), rule, `${lines.at(-1)}`];
  const tokens = `${more.promptTokens.toLocaleString('en')} + ${more.completionTokens.toLocaleString('en')} tokens`;
  return [
    ...body,
    '',
    `score ${total.mean.toFixed(3)} ± ${standardError.toFixed(3)} (standard error)`,
    `cost ${usd(more.costUsd)}, ${tokens}; p50 ${more.p50.toFixed(0)} ms, p95 ${more.p95.toFixed(0)} ms`,
  ].join('\n');
}

export function usd(amount: number): string {
  if (amount === 0) return '$0';
  return amount < 0.01 ? `$${amount.toFixed(5)}` : `$${amount.toFixed(2)}`;
}

/** The first column to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}
