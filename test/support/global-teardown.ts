import { rmSync } from 'node:fs';
import { LEAK } from './canary.ts';
import { allLogLines, logFolder } from './logs.ts';

/** P7 over the whole run: no log line of any server that any test has started holds a number or a body. */
export default function teardown(): void {
  const lines = allLogLines();
  const leaks = lines.filter(({ line }) => LEAK.test(line));
  rmSync(logFolder(), { recursive: true, force: true });
  if (leaks.length > 0) {
    const shown = leaks.slice(0, 5).map(({ line }) => line.slice(0, 400));
    throw new Error(
      `${leaks.length} of ${lines.length} log lines hold a phone number or a body:\n${shown.join('\n')}`,
    );
  }
}
