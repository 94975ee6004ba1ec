import type { ChipConfig } from './chip.config.ts';

/** What is pasted from Loop's dashboard or documents in another form than Chip wants it. Names variables, never values. */
export function loopProblems(config: ChipConfig): string[] {
  const problems: string[] = [];
  if (/^bearer\s/i.test(config.LOOP_API_KEY ?? ''))
    problems.push('LOOP_API_KEY must be the key alone, without "Bearer" before it');
  if (/\/message\/[a-z-]+\/?$/i.test(config.LOOP_API_BASE_URL ?? ''))
    problems.push('LOOP_API_BASE_URL must end before /message/...: Chip adds the path of each call');
  return problems;
}
