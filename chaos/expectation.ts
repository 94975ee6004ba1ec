import type { RunOptions } from './options.ts';
import type { Expectation, Text } from './record.ts';

/** What has to have happened before the faults may end, however long it takes. */
export function leastOf({ scenario, seconds, messages }: RunOptions): { kills: number; replies: number } {
  const kills = scenario === 'restarts' ? Math.floor((seconds * 40) / 110) : Math.floor(seconds / 6);
  return { kills: Math.max(1, kills), replies: Math.floor(messages / 12) };
}

/** What a run must at least have done. It is little, so that no unlucky seed fails, and it is never nothing. */
export function expectationOf(options: RunOptions, written: Text[]): Expectation {
  const { scenario, seconds, odds, store } = options;
  const texts = written.filter(({ kind }) => kind === 'text').length;
  if (scenario === 'points') return { acknowledged: written.length, answered: 1, kills: 1, restarts: 1 };
  const { kills, replies } = leastOf(options);
  const few = Math.floor(written.length / 200);
  return {
    acknowledged: written.length,
    answered: Math.floor(texts / 2),
    restarts: kills,
    ...(scenario === 'storm' && { kills, pauses: Math.floor(seconds / 40) }),
    ...(store === 'supabase' && { databaseStops: Math.floor(seconds / 40) }),
    lostAnswers: Math.floor((replies * (odds.loseAnswer ?? 0)) / 4),
    loopErrors: few,
    modelFailures: few,
    webhookCopies: 1,
    webhookRetries: 1,
    optOuts: written.some(({ kind }) => kind === 'stop') ? 1 : 0,
    groupReplies: few,
  };
}
