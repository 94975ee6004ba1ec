import type { Claim } from '../../conversation/conversation.store.ts';
import type { ClaimedJob, ClaimJobInput } from '../../conversation/jobs/job.ts';
import { hasOptedOut } from './consent.ts';
import type { Database } from './database.ts';
import { isStopped } from './operator/kill-switch.ts';
import { conversationOf, silenceJob, type JobRow } from './job-rows.ts';

/** Jobs that one claim may end or put back. More would hold up other operations; the next claim goes on. */
const MOST_PER_CLAIM = 100;

/** Of a conversation that is paused by hand. Its resume makes them ready at once. */
const LOOK_AGAIN_MS = 60_000;

export function claimJob(db: Database, input: ClaimJobInput): Claim<ClaimedJob> {
  if (isStopped(db)) return { claimed: null, nextAt: null };
  const now = Date.now();
  const repeated = db.get<JobRow>(
    `SELECT * FROM jobs WHERE claim_id = ? AND state = 'open' AND lease_until > ?`,
    [input.claimId, now],
  );
  if (repeated) return { claimed: toJob(db, repeated, now) };
  const kinds = Object.keys(input.leases);
  for (let looked = 0; looked < MOST_PER_CLAIM; looked += 1) {
    const row = nextReady(db, kinds);
    if (!row || Number(row.ready_at) > now) break;
    if (mayRun(db, row, now)) return { claimed: take(db, row, input, now) };
  }
  return { claimed: null, nextAt: nextReady(db, kinds)?.ready_at ?? null };
}

function nextReady(db: Database, kinds: readonly string[]): JobRow | undefined {
  const heads = kinds.map((kind) =>
    db.get<JobRow>(
      'SELECT * FROM jobs WHERE kind = ? AND ready_at IS NOT NULL ORDER BY ready_at, seq LIMIT 1',
      [kind],
    ),
  );
  return heads
    .filter((row) => row !== undefined)
    .toSorted((a, b) => Number(a.ready_at) - Number(b.ready_at))[0];
}

/** Consent and pause are checked here, one job at a time. */
function mayRun(db: Database, row: JobRow, now: number): boolean {
  const conversation = conversationOf(db, row);
  if (!conversation) return true;
  if (hasOptedOut(db, conversation)) {
    silenceJob(db, row);
    return false;
  }
  const until = conversation.paused_at === null ? conversation.bot_pause_until : now + LOOK_AGAIN_MS;
  if (until <= now) return true;
  db.run('UPDATE jobs SET not_before = ? WHERE id = ?', [until, row.id]);
  return false;
}

function take(db: Database, row: JobRow, { claimId, leases }: ClaimJobInput, now: number): ClaimedJob {
  const taken = db.get<JobRow>(
    `UPDATE jobs SET fence = fence + 1, attempts = attempts + 1, claim_id = ?, lease_until = ?, updated_at = ?
     WHERE id = ? RETURNING *`,
    [claimId, now + Number(leases[row.kind]), now, row.id],
  );
  return toJob(db, taken ?? row, now);
}

function toJob(db: Database, row: JobRow, now: number): ClaimedJob {
  const conversation = conversationOf(db, row);
  return {
    id: row.id,
    kind: row.kind,
    payload: JSON.parse(row.payload) as ClaimedJob['payload'],
    dueAt: row.due_at,
    timeZone: row.time_zone,
    initiatedBy: row.initiated_by,
    conversationId: conversation?.id ?? null,
    channel: conversation?.channel ?? null,
    repeats: row.repeats === 1,
    claimId: row.claim_id as string,
    fence: row.fence,
    attempt: row.attempts,
    now,
  };
}
