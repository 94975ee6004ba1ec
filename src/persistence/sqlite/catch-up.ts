import type {
  CatchUpClaim,
  ClaimCatchUpInput,
  EndCatchUpInput,
} from '../../conversation/catch-up/catch-up.store.ts';
import type { Database } from './database.ts';

interface CatchUpRow {
  began_at: number;
  through: number;
  claim_id: string | null;
  claimed_at: number | null;
  lease_until: number;
}

export function claimCatchUp(db: Database, input: ClaimCatchUpInput): CatchUpClaim | null {
  const { channel, claimId, leaseMs, periodMs } = input;
  const now = Date.now();
  const row = db.get<CatchUpRow>('SELECT * FROM catch_ups WHERE channel = ?', [channel]);
  if (!row) {
    db.run('INSERT INTO catch_ups (channel, began_at, through) VALUES (?, ?, ?)', [channel, now, now]);
    return null;
  }
  const claimed = (at: number): CatchUpClaim => ({ since: row.through, beganAt: row.began_at, now: at });
  if (row.lease_until > now) return row.claim_id === claimId ? claimed(row.claimed_at ?? now) : null;
  if (row.through + periodMs > now) return null;
  db.run('UPDATE catch_ups SET claim_id = ?, claimed_at = ?, lease_until = ? WHERE channel = ?', [
    claimId,
    now,
    now + leaseMs,
    channel,
  ]);
  return claimed(now);
}

export function endCatchUp(db: Database, { channel, claimId, through }: EndCatchUpInput): void {
  db.run(
    `UPDATE catch_ups SET through = max(through, ?), claim_id = NULL, claimed_at = NULL, lease_until = 0
     WHERE channel = ? AND claim_id = ?`,
    [through, channel, claimId],
  );
}
