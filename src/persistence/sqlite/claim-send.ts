import type { Claim } from '../../conversation/conversation.store.ts';
import type { ClaimedSend, ClaimSendInput } from '../../conversation/delivery.ts';
import { isSilenced } from './consent.ts';
import type { Database } from './database.ts';
import { finish, postpone } from './outbox.ts';
import { isStopped } from './operator/kill-switch.ts';
import { pace } from './pacing.ts';
import type { OutboxRow } from './rows.ts';

/** Rows that one claim may end or put back. More would hold up other operations; the next claim goes on. */
const MOST_PER_CLAIM = 100;

/** Journey step 10. Only heads of conversations have a `ready_at`, so the queue itself keeps the order (P4). */
export function claimSend(db: Database, input: ClaimSendInput): Claim<ClaimedSend> {
  if (isStopped(db)) return { claimed: null, nextAt: null };
  const now = Date.now();
  const repeated = db.get<OutboxRow>(
    `SELECT * FROM outbox WHERE claim_id = ? AND state = 'sending' AND lease_until > ?`,
    [input.claimId, now],
  );
  if (repeated) return { claimed: toSend(db, repeated) };
  for (let looked = 0; looked < MOST_PER_CLAIM; looked += 1) {
    const row = nextReady(db, input.channels);
    if (!row || Number(row.ready_at) > now) break;
    if (mayBeSent(db, row, input, now)) return { claimed: take(db, row, input, now) };
  }
  return { claimed: null, nextAt: nextReady(db, input.channels)?.ready_at ?? null };
}

/** The row that has been ready for longest. Asked by channel, so that a channel left out costs nothing. */
function nextReady(db: Database, channels: readonly string[]): OutboxRow | undefined {
  const heads = channels.map((channel) =>
    db.get<OutboxRow>(
      'SELECT * FROM outbox WHERE channel = ? AND ready_at IS NOT NULL ORDER BY ready_at, seq LIMIT 1',
      [channel],
    ),
  );
  return heads
    .filter((row) => row !== undefined)
    .toSorted((a, b) => Number(a.ready_at) - Number(b.ready_at))[0];
}

/** Consent, outcome, age and pace are checked here, one row at a time, right before a row becomes `sending`. */
function mayBeSent(db: Database, row: OutboxRow, input: ClaimSendInput, now: number): boolean {
  if (isSilenced(db, row)) finish(db, row.id, 'opted-out', 'opted-out');
  // A sender that stopped in the middle of a send leaves `unknown`, never `pending`: it may have been sent (P3).
  else if (row.state === 'sending' || row.next_at === 0) beginGrace(db, row, input, now);
  else if (prolong(db, row, input, now)) return false;
  else if (row.state === 'unknown' && row.resends > 0) finish(db, row.id, 'dead', 'outcome-unknown-twice');
  else if (row.expires_at < now) finish(db, row.id, 'dead', 'too-old');
  else return !pace(db, row, input.pacing?.[row.channel], now);
  return false;
}

function beginGrace(db: Database, row: OutboxRow, input: ClaimSendInput, now: number): void {
  const errorCode = row.state === 'sending' ? 'interrupted' : (row.error_code ?? 'unknown');
  postpone(db, row.id, { state: 'unknown', nextAt: now + graceFrom(now, row, input), errorCode });
}

/** Completes a grace in which nobody could be reached for a part of it; false where it was a whole one. */
function prolong(db: Database, row: OutboxRow, input: ClaimSendInput, now: number): boolean {
  const since = now - (input.reachableForMs ?? Infinity);
  const nextAt = since + graceFrom(since, row, input);
  if (row.state !== 'unknown' || nextAt <= now) return false;
  postpone(db, row.id, { state: 'unknown', nextAt, errorCode: row.error_code ?? 'unknown' });
  return true;
}

/** Wait for the status of a send, from when it can reach us. */
function graceFrom(from: number, row: OutboxRow, input: ClaimSendInput): number {
  const age = from - Number(row.sending_at);
  const step = input.redelivery[row.channel]?.findLast((candidate) => age >= candidate.afterAgeMs);
  // A fifth on top of the sender's interval: "next retry" is when it starts, not when it has arrived.
  return Math.max(input.graceMs, Math.ceil((step?.intervalMs ?? 0) * 1.2));
}

function take(db: Database, row: OutboxRow, { claimId, leaseMs }: ClaimSendInput, now: number): ClaimedSend {
  const taken = db.get<OutboxRow>(
    `UPDATE outbox SET resends = resends + (state = 'unknown'), state = 'sending', attempts = attempts + 1,
       sent_before_at = CASE state WHEN 'unknown' THEN sending_at END, claim_id = ?, lease_until = ?, sending_at = ?, updated_at = ? WHERE id = ? RETURNING *`,
    [claimId, now + leaseMs, now, now, row.id],
  );
  return toSend(db, taken ?? row);
}

function toSend(db: Database, row: OutboxRow): ClaimedSend {
  const conversation = db.get<{ id: string; transport: string | null }>(
    'SELECT id, transport FROM conversations WHERE conversation_id = ?',
    [row.conversation_id],
  );
  const resend = row.resends > 0;
  return {
    id: row.id,
    claimId: row.claim_id as string,
    conversationId: conversation?.id as string,
    channel: row.channel,
    target: row.target,
    targetKind: row.target_kind,
    text: row.body,
    origin: row.origin,
    part: row.part,
    attempt: row.attempts,
    resend,
    sentBefore: resend
      ? { at: Number(row.sent_before_at), providerId: row.provider_id, otherIds: otherIds(db, row) }
      : null,
    service: conversation?.transport ?? null,
  };
}

/** The newest are enough: whoever looks for a send looks at the last minutes. */
function otherIds(db: Database, row: OutboxRow): string[] {
  const others = db.all<{ provider_id: string }>(
    `SELECT provider_id FROM outbox WHERE conversation_id = ? AND body = ? AND id <> ? AND provider_id IS NOT NULL
     ORDER BY seq DESC LIMIT 20`,
    [row.conversation_id, row.body, row.id],
  );
  return others.map(({ provider_id: id }) => id);
}
