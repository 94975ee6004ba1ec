/**
 * A text as a terminal may show it. What strangers have written may hold escape sequences, which would be obeyed, and
 * marks that turn the direction of what follows.
 */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- controls are what this removes
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** On one line, cut where it would be longer. */
export function oneLine(text: string, most: number): string {
  const line = printable(text).replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line;
}

/** `2026-11-25 10:31:05`, in a time zone. */
export function timeOf(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(ms);
}

/** `3 min`, `2 h`, `4 d`: as exact as anybody wants to know. */
export function duration(ms: number): string {
  const units: [number, string][] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ];
  const [size, unit] = units.find(([least]) => ms >= least) ?? [1, 'ms'];
  return `${Math.floor(ms / size)} ${unit}`;
}

/** Columns of even width. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
