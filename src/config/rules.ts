import type { ChipConfig } from './chip.config.ts';
import { loopProblems } from './loop.rules.ts';
import { subAgentProblems, subAgentWarnings } from './sub-agent.rules.ts';
import { lossWarnings } from './loss.rules.ts';
import { toolProblems, toolWarnings } from './tool.rules.ts';
import { twilioProblems } from './twilio.rules.ts';
import { problemOfKey } from './supabase-key.ts';

/** Least grace in production: longer than Loop's 30 s until it repeats a status webhook. */
const LEAST_GRACE_MS = 45_000;
const LEAST_SECRET = 16;

/** What does not go together, each with the way to mend it. Names variables, never their values. */
export function problemsAcross(config: ChipConfig): string[] {
  const problems: string[] = [];
  const unless = (fine: boolean, problem: string): void => void (fine || problems.push(problem));

  unless(
    config.SEND_TIMEOUT_MS < config.SEND_GRACE_MS,
    'SEND_TIMEOUT_MS must be less than SEND_GRACE_MS: a text must not be sent again while its first send may still go out',
  );
  unless(
    config.TURN_DEADLINE_MS < config.TURN_LEASE_MS,
    'TURN_DEADLINE_MS must be less than TURN_LEASE_MS: a turn must end before another worker may take it',
  );
  unless(
    config.REPLY_QUIET_MS <= config.REPLY_MAX_WAIT_MS,
    'REPLY_QUIET_MS must not be more than REPLY_MAX_WAIT_MS',
  );
  unless(
    config.GROUP_REPLY_OVERRIDES.every((entry) => /^[^=]+=(?:always|addressed|never)$/.test(entry)),
    'GROUP_REPLY_OVERRIDES must be group ids with =always, =addressed or =never behind them, separated by commas',
  );
  unless(
    (config.SUPABASE_URL === undefined) === (config.SUPABASE_KEY === undefined),
    'SUPABASE_URL and SUPABASE_KEY belong together: set both or neither',
  );
  unless(
    config.SUPABASE_URL === undefined || new URL(config.SUPABASE_URL).pathname === '/',
    'SUPABASE_URL must be the address of the project alone, without a path: https://<project>.supabase.co',
  );
  const keyProblem = problemOfKey(config.SUPABASE_KEY ?? '');
  unless(keyProblem === undefined, keyProblem ?? '');
  problems.push(...loopProblems(config));
  problems.push(...toolProblems(config));
  problems.push(...subAgentProblems(config));
  problems.push(...twilioProblems(config));
  if (config.production) {
    unless(
      config.LOOP_WEBHOOK_SECRET.length > 0,
      'LOOP_WEBHOOK_SECRET is missing: in production Chip takes webhooks only from a sender that knows it',
    );
    unless(
      config.LOOP_WEBHOOK_SECRET.every((secret) => secret.length >= LEAST_SECRET),
      `LOOP_WEBHOOK_SECRET must have at least ${LEAST_SECRET} characters, and no comma but one between an old and a new secret`,
    );
    unless(
      config.DATABASE_PATH !== ':memory:' || config.SUPABASE_URL !== undefined,
      'DATABASE_PATH must be a file in production: what is only in memory is lost at each restart',
    );
    unless(
      config.SEND_GRACE_MS >= LEAST_GRACE_MS,
      `SEND_GRACE_MS must be at least ${LEAST_GRACE_MS} in production: Loop repeats a status webhook after 30 s`,
    );
  }
  return problems;
}

/** What is allowed but should be seen by whoever starts Chip. */
export function warningsAbout(config: ChipConfig): string[] {
  const warnings: string[] = [];
  const warnIf = (odd: boolean, warning: string): void => void (odd && warnings.push(warning));
  const sends = config.LOOP_API_KEY !== undefined;
  warnIf(
    config.LOOP_WEBHOOK_SECRET.length === 0,
    'LOOP_WEBHOOK_SECRET is not set: webhooks are taken from this machine only, which a proxy on it counts as',
  );
  warnIf(
    config.production && config.SUPABASE_URL?.startsWith('http:') === true,
    'SUPABASE_URL is not https: the key and all texts cross the network as they are',
  );
  warnIf(
    config.LOOP_WEBHOOK_SECRET.some((secret) => secret.length < LEAST_SECRET),
    `LOOP_WEBHOOK_SECRET is shorter than ${LEAST_SECRET} characters and can be guessed`,
  );
  warnIf(
    (sends || config.TWILIO_ACCOUNT_SID !== undefined) && config.REPLY_MODE === 'inline',
    'REPLY_MODE=inline is meant for curl and tests: a webhook that is not answered within 15 s is repeated or lost',
  );
  warnIf(
    !sends && (config.production || config.LOOP_WEBHOOK_SECRET.length > 0),
    'LOOP_API_KEY is not set: replies on the loop channel are kept in the outbox and not sent until it is',
  );
  const fullRequest = config.INPUT_TOKEN_LIMIT + config.OUTPUT_TOKEN_LIMIT;
  warnIf(
    [config.LIMIT_TOKENS_PER_DAY, config.LIMIT_ALL_TOKENS_PER_DAY].some(
      (limit) => limit > 0 && limit < 4 * fullRequest,
    ),
    `LIMIT_TOKENS_PER_DAY or LIMIT_ALL_TOKENS_PER_DAY is less than four full requests (${4 * fullRequest} tokens): long conversations get no answer`,
  );
  warnIf(config.production && !config.GROQ_API_KEY, 'GROQ_API_KEY is not set: the offline model answers');
  return [...warnings, ...lossWarnings(config), ...toolWarnings(config), ...subAgentWarnings(config)];
}
