import { diffLines } from 'diff';
import type { Demo } from '../../src/dspy/demo.ts';
import type { Module } from '../../src/dspy/module.ts';

type Program = Module<never, unknown>;

/** What differs between two programs, for people: lines of instructions with `-` and `+` before them, and demos. */
export function describeChanges(before: Program, after: Program): string {
  const changes = before.namedPredictors().flatMap(([name, old]) => {
    const now = after.namedPredictors().find(([other]) => other === name)![1];
    const lines = [
      ...changedLines(old.signature.instructions, now.signature.instructions),
      ...changedLines(demoLines(old.demos), demoLines(now.demos)).filter((line) => line.trim().length > 1),
    ];
    return lines.length > 0 ? [`${name}:`, ...lines] : [];
  });
  return changes.length > 0 ? changes.join('\n') : 'nothing has changed';
}

/** Lines that stay are shown only beside those that do not. */
function changedLines(before: string, after: string): string[] {
  if (before === after) return [];
  // An end without a line end would make the last line look changed.
  return diffLines(`${before}\n`, `${after}\n`).flatMap(({ value, added, removed }, index, parts) => {
    const lines = value.slice(0, -1).split('\n');
    if (added || removed) return lines.map((line) => `  ${added ? '+' : '-'} ${line}`);
    const first = index === 0 ? [] : lines.slice(0, 1);
    const last = index === parts.length - 1 ? [] : lines.slice(Math.max(first.length, lines.length - 1));
    const between = lines.length - first.length - last.length;
    const gap = between > 0 ? [`    ... ${between} as before`] : [];
    return [...first.map((line) => `    ${line}`), ...gap, ...last.map((line) => `    ${line}`)];
  });
}

function demoLines(demos: readonly Demo[]): string {
  return demos
    .flatMap(({ augmented, ...values }, index) => [
      `demo ${index + 1}${augmented ? ' (from a run)' : ''}`,
      ...Object.entries(values).map(
        ([name, value]) => `    ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
      ),
    ])
    .join('\n');
}
