import type { TurnClaim } from '../../conversation/conversation.store.ts';
import type { LimitedTurn } from '../../conversation/limits/turn.limits.ts';
import type { ClaimedTurn, ClaimTurnInput, TurnLease } from '../../conversation/turn.ts';
import type { Database } from './database.ts';
import { isEconomy, limitTurn } from './limit-turn.ts';
import { isStopped } from './operator/kill-switch.ts';
import { bury, release, reschedule } from './open-texts.ts';
import { readTurn } from './read-turn.ts';
import type { ConversationRow } from './rows.ts';

/** Conversations in which one claim may bury old texts. More would hold up other operations. */
const MOST_PER_CLAIM = 100;

/** Journey step 6. */
export function claimTurn(db: Database, input: ClaimTurnInput): TurnClaim {
  if (isStopped(db)) return { claimed: null, nextAt: null };
  const now = Date.now();
  const repeated = db.get<ConversationRow>(
    'SELECT * FROM conversations WHERE claim_id = ? AND lease_until > ?',
    [input.claimId, now],
  );
  if (repeated) return { claimed: read(db, repeated, input) };
  const limited: LimitedTurn[] = [];
  for (let looked = 0; looked < MOST_PER_CLAIM; looked += 1) {
    const ready = nextReady(db);
    if (!ready || Number(ready.ready_at) > now) break;
    const tooOld = now - input.maxAgeMs;
    if (Number(ready.first_unanswered_at) > tooOld) {
      const over = limitTurn(db, ready, input.limits, now);
      if (!over) return { claimed: take(db, ready, input, now), ...told(limited) };
      limited.push(over);
      continue;
    }
    // An answer a day late confuses. What came later in the same conversation is still answered.
    bury(db, ready, tooOld);
    if (reschedule(db, ready) === null) release(db, ready);
  }
  return { claimed: null, nextAt: nextReady(db)?.ready_at ?? null, ...told(limited) };
}

const told = (limited: LimitedTurn[]): { limited?: LimitedTurn[] } => (limited.length > 0 ? { limited } : {});

/** Renews a lease that nobody has taken over, even when it has run out. */
export function refreshTurn(db: Database, lease: TurnLease): ClaimedTurn | null {
  const row = db.get<ConversationRow>(
    'UPDATE conversations SET lease_until = ? WHERE id = ? AND fence = ? AND claim_id = ? RETURNING *',
    [Date.now() + lease.leaseMs, lease.conversationId, lease.fence, lease.claimId],
  );
  return row ? readTurn(db, row, lease) : null;
}

/** The conversation that has been due and free for longest. */
function nextReady(db: Database): ConversationRow | undefined {
  return db.get('SELECT * FROM conversations WHERE ready_at IS NOT NULL ORDER BY ready_at LIMIT 1');
}

function take(db: Database, row: ConversationRow, input: ClaimTurnInput, now: number): ClaimedTurn {
  const taken = db.get<ConversationRow>(
    'UPDATE conversations SET fence = fence + 1, claim_id = ?, lease_until = ? WHERE id = ? RETURNING *',
    [input.claimId, now + input.leaseMs, row.id],
  );
  return read(db, taken ?? row, input);
}

function read(
  db: Database,
  row: ConversationRow,
  { claimId, leaseMs, historyLimit, limits }: ClaimTurnInput,
): ClaimedTurn {
  const lease = { conversationId: row.id, claimId, fence: row.fence, leaseMs, historyLimit };
  return { ...readTurn(db, row, lease), economy: isEconomy(db, limits, Date.now()) };
}
