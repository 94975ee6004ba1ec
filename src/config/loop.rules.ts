import type { ChipConfig } from './chip.config.ts';

/** What hinders the Loop channel, each with the way to mend it. Names variables, never their values. */
export function loopProblems(config: ChipConfig): string[] {
  const problems: string[] = [];
  const unless = (fine: boolean, problem: string): void => void (fine || problems.push(problem));

  unless(
    config.LOOP_SECRET_KEY === undefined || config.LOOP_API_KEY !== undefined,
    'LOOP_SECRET_KEY is set without LOOP_API_KEY: set both or neither',
  );
  unless(
    config.LOOP_API_GENERATION !== 'legacy' || !config.LOOP_API_KEY || config.LOOP_SENDER !== undefined,
    'LOOP_SENDER is missing: the legacy API takes no send without the sender name',
  );
  unless(
    config.LOOP_API_KEY === undefined || config.LOOP_WEBHOOK_SECRET.length > 0,
    'LOOP_WEBHOOK_SECRET is missing beside LOOP_API_KEY: behind a proxy anybody could make Chip text any number',
  );
  unless(
    config.LOOP_WEBHOOK_SECRET.length <= 2,
    'LOOP_WEBHOOK_SECRET must be one secret, or two with a comma between them while it is being changed',
  );
  unless(
    !/^bearer\s/i.test(config.LOOP_API_KEY ?? ''),
    'LOOP_API_KEY must be the key alone, without "Bearer" before it',
  );
  unless(
    !/\/message\/[a-z-]+\/?$/i.test(config.LOOP_API_BASE_URL ?? ''),
    'LOOP_API_BASE_URL must end before /message/...: Chip adds the path of each call',
  );
  return problems;
}
