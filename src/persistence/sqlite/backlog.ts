import type { Backlog } from '../../conversation/backlog.store.ts';
import type { Database } from './database.ts';
import { OPEN } from './outbox.ts';
import { installationUsage } from './usage.ts';

/** Counted no further: an index is read row by row. */
const MOST = 10_000;

export function readBacklog(db: Database): Backlog {
  const now = Date.now();
  const count = (rows: string): number =>
    Number(db.get<{ n: number }>(`SELECT count(*) AS n FROM (SELECT 1 FROM ${rows} LIMIT ${MOST})`)?.n);
  // Whom a human has taken over from Chip waits for the human.
  const waiting = db.get<{ n: number; oldest: number | null }>(
    `SELECT count(*) AS n, min(first_unanswered_at) AS oldest FROM
       (SELECT first_unanswered_at FROM conversations WHERE ready_at IS NOT NULL AND paused_at IS NULL
        ORDER BY ready_at LIMIT ${MOST})`,
  );
  const held = db.get<{ oldest: number | null }>(
    `SELECT min(r.claimed_at) AS oldest FROM reservations r
       JOIN conversations c ON c.conversation_id = r.conversation_id AND c.fence = r.fence
     WHERE c.claim_id IS NOT NULL`,
  );
  const { tokens, micro_usd: microUsd } = installationUsage(db, now);
  const unknownSends = count(`outbox WHERE state = 'unknown'`);
  return {
    waiting: waiting?.n ?? 0,
    waitingMs: now - (waiting?.oldest ?? now),
    leaseMs: now - (held?.oldest ?? now),
    pendingSends: count(`outbox WHERE ${OPEN}`) - unknownSends,
    unknownSends,
    deadMessages: count(`messages WHERE state = 'dead'`),
    // An alarm that could not be told in time would else be one more.
    deadSends: count(`outbox WHERE state IN ('dead', 'failed') AND origin NOT LIKE 'notice:alarm:%'`),
    tokensUsed: tokens,
    microUsdUsed: microUsd,
  };
}
