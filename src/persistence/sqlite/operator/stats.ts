import type { Stats } from '../../../conversation/operator.ts';
import type { Database } from '../database.ts';
import { OPEN } from '../outbox.ts';
import { readKillSwitch } from './kill-switch.ts';

export function readStats(db: Database): Stats {
  const now = Date.now();
  const one = <Row>(sql: string): Row => db.get<Row>(sql) as Row;
  const count = (sql: string): number => one<{ n: number }>(sql).n;
  const by = (sql: string): Record<string, number> =>
    Object.fromEntries(db.all<{ name: string; n: number }>(sql).map(({ name, n }) => [name, n]));
  const age = (sql: string): number | null => {
    const { at } = one<{ at: number | null }>(sql);
    return at === null ? null : Math.max(0, now - at);
  };
  const turns = one<{ count: number; prompt: number; completion: number; mean: number | null }>(
    `SELECT count(*) AS count, coalesce(sum(prompt_tokens), 0) AS prompt,
       coalesce(sum(completion_tokens), 0) AS completion, avg(duration_ms) AS mean FROM turns`,
  );
  return {
    conversations: count('SELECT count(*) AS n FROM conversations'),
    paused: count('SELECT count(*) AS n FROM conversations WHERE paused_at IS NOT NULL'),
    optedOut: count('SELECT count(*) AS n FROM consents WHERE opted_out_at IS NOT NULL'),
    killSwitch: readKillSwitch(db),
    texts: by(
      `SELECT state AS name, count(*) AS n FROM messages WHERE direction = 'in' GROUP BY state ORDER BY state`,
    ),
    replies: by('SELECT state AS name, count(*) AS n FROM outbox GROUP BY state ORDER BY state'),
    events: by('SELECT outcome AS name, count(*) AS n FROM events GROUP BY outcome ORDER BY outcome'),
    turns: {
      count: turns.count,
      promptTokens: turns.prompt,
      completionTokens: turns.completion,
      meanMs: turns.mean === null ? null : Math.round(turns.mean),
    },
    oldestTextMs: age(`SELECT min(created_at) AS at FROM messages WHERE state = 'unanswered'`),
    oldestReplyMs: age(`SELECT min(created_at) AS at FROM outbox WHERE ${OPEN}`),
  };
}
