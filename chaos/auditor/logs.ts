import { LEAK } from '../../test/support/canary.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './verdict.ts';

/** P7: no line of any log holds a number or anything that was said. */
export function checkLogs({ logs }: Evidence): Finding[] {
  return logs.flatMap(({ file, text }) =>
    text
      .split('\n')
      .map((line, index) => ({ line, where: `${file}, line ${index + 1}` }))
      .filter(({ line }) => LEAK.test(line))
      .map(({ where }): Finding => ({ check: 'P7', what: 'a number or a text in a log', where })),
  );
}
