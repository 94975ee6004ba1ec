import type { Claim } from '../../conversation/conversation.store.ts';
import type { ClaimedSend, ClaimSendInput, RecordSendInput } from '../../conversation/delivery.ts';
import type { DeliveryUpdate } from '../../conversation/channel-event.ts';
import { isOptedOut } from './consent.ts';
import type { Database, Row } from './database.ts';
import { applyStatus } from './settle.ts';

/** Only the first open row of a conversation may move: replies leave in order (P4). */
const HEAD = `NOT EXISTS (SELECT 1 FROM outbox o WHERE o.conversation_id = outbox.conversation_id AND o.seq < outbox.seq
  AND o.state IN ('pending', 'sending', 'unknown'))`;

/** Journey step 10. */
export function claimSend(db: Database, input: ClaimSendInput): Claim<ClaimedSend> {
  const now = Date.now();
  const repeated = db.get(
    `SELECT * FROM outbox WHERE claim_id = ? AND state = 'sending' AND lease_until > ?`,
    input.claimId,
    now,
  );
  if (repeated) return { claimed: toSend(db, repeated) };
  loseExpired(db, input, now);

  const allowed = JSON.stringify(input.channels);
  for (;;) {
    const head = db.get(
      `SELECT * FROM outbox WHERE state IN ('pending', 'unknown') AND next_at <= ?
         AND channel IN (SELECT value FROM json_each(?)) AND ${HEAD} ORDER BY next_at, seq LIMIT 1`,
      now,
      allowed,
    );
    if (!head) break;
    const end = reasonToEnd(db, head, now);
    if (!end) return { claimed: take(db, head, input, now) };
    finish(db, head, end.state, end.code);
  }
  const next = db.get(
    `SELECT min(CASE state WHEN 'sending' THEN lease_until ELSE next_at END) AS at FROM outbox
     WHERE state IN ('pending', 'sending', 'unknown') AND channel IN (SELECT value FROM json_each(?)) AND ${HEAD}`,
    allowed,
  );
  return { claimed: null, nextAt: (next?.at as number | null) ?? null };
}

/** Consent, age and the one resend are checked here, one row at a time, right before a row becomes `sending`. */
function reasonToEnd(db: Database, row: Row, now: number): { state: string; code: string } | undefined {
  const confirmation = (row.origin as string).startsWith('consent:');
  if (!confirmation && isOptedOut(db, row.channel ?? null, row.target ?? null)) {
    return { state: 'opted-out', code: 'opted-out' };
  }
  if (row.state === 'unknown' && Number(row.resends) > 0)
    return { state: 'dead', code: 'outcome-unknown-twice' };
  if (Number(row.expires_at) < now) return { state: 'dead', code: 'too-old' };
  return undefined;
}

function take(db: Database, row: Row, input: ClaimSendInput, now: number): ClaimedSend {
  const taken = db.get(
    `UPDATE outbox SET resends = resends + (state = 'unknown'), state = 'sending', attempts = attempts + 1,
       claim_id = ?, lease_until = ?, sending_at = ?3, updated_at = ?3 WHERE id = ?4 RETURNING *`,
    input.claimId,
    now + input.leaseMs,
    now,
    row.id ?? null,
  ) as Row;
  return { ...toSend(db, taken), resend: row.state === 'unknown' };
}

/** A sender that stopped in the middle of a send leaves `unknown`, never `pending`: it may have been sent (P3). */
function loseExpired(db: Database, input: ClaimSendInput, now: number): void {
  const lost = db.all(
    `SELECT id, channel, sending_at FROM outbox WHERE state = 'sending' AND lease_until <= ?`,
    now,
  );
  for (const row of lost) {
    const age = now - Number(row.sending_at);
    const step = input.redelivery[row.channel as string]?.findLast(
      (candidate) => age >= candidate.afterAgeMs,
    );
    // A fifth on top of the sender's interval: "next retry" is when it starts, not when it has arrived.
    const grace = Math.max(input.graceMs, (step?.intervalMs ?? 0) * 1.2);
    db.run(
      `UPDATE outbox SET state = 'unknown', next_at = ?, error_code = 'interrupted', updated_at = ? WHERE id = ?`,
      now + grace,
      now,
      row.id ?? null,
    );
  }
}

/** Journey step 11, written down. The state afterwards, for the log. */
export function recordSend(db: Database, input: RecordSendInput): string {
  const row = db.get('SELECT * FROM outbox WHERE id = ?', input.id);
  if (!row) return 'gone';
  const { outcome } = input;
  if (outcome.kind === 'sent') {
    applyStatus(db, row, 'sent', null, outcome.providerId);
    applyEarlyStatus(db, input.id, outcome.providerId);
    return stateOf(db, input.id);
  }
  // Another claim has taken over, or a status webhook already said what became of it.
  if (row.claim_id !== input.claimId || !['sending', 'unknown'].includes(row.state as string))
    return row.state as string;
  const now = Date.now();
  switch (outcome.kind) {
    case 'refused':
      finish(db, row, 'failed', outcome.code);
      break;
    case 'later':
      // Certainly not sent, so a resend that was spent on it is given back.
      db.run(
        `UPDATE outbox SET state = CASE WHEN resends > 0 THEN 'unknown' ELSE 'pending' END, resends = max(resends - 1, 0),
           next_at = ?, error_code = ?, updated_at = ? WHERE id = ?`,
        now + input.retryInMs,
        outcome.code,
        now,
        input.id,
      );
      break;
    case 'unknown':
      db.run(
        `UPDATE outbox SET state = 'unknown', next_at = ?, error_code = ?, updated_at = ? WHERE id = ?`,
        now + input.graceMs,
        outcome.code,
        now,
        input.id,
      );
      break;
    default:
      return outcome satisfies never;
  }
  return stateOf(db, input.id);
}

/** A status may come before the answer to the send, when only the answer tells which message it belongs to. */
function applyEarlyStatus(db: Database, id: string, providerId: string | null): void {
  const early = db.all(
    `SELECT seq, event_class FROM events WHERE external_id = ? AND event_class LIKE 'delivery:%' AND message_id IS NULL ORDER BY seq`,
    providerId,
  );
  for (const event of early) {
    const status = (event.event_class as string).slice('delivery:'.length) as DeliveryUpdate['status'];
    const row = db.get('SELECT id, state FROM outbox WHERE id = ?', id);
    if (row) applyStatus(db, row, status, null, providerId);
    db.run('UPDATE events SET message_id = ?, reason = NULL WHERE seq = ?', id, event.seq ?? null);
  }
}

function stateOf(db: Database, id: string): string {
  return db.get('SELECT state FROM outbox WHERE id = ?', id)?.state as string;
}

function finish(db: Database, row: Row, state: string, code: string): void {
  db.run(
    'UPDATE outbox SET state = ?, error_code = ?, updated_at = ? WHERE id = ?',
    state,
    code,
    Date.now(),
    row.id ?? null,
  );
}

function toSend(db: Database, row: Row): ClaimedSend {
  const conversation = db.get(
    'SELECT id FROM conversations WHERE conversation_id = ?',
    row.conversation_id ?? null,
  );
  return {
    id: row.id as string,
    claimId: row.claim_id as string,
    conversationId: conversation?.id as string,
    channel: row.channel as string,
    target: row.target as string,
    targetKind: row.target_kind as 'person' | 'group',
    text: row.body as string,
    origin: row.origin as string,
    part: Number(row.part),
    attempt: Number(row.attempts),
    resend: false,
  };
}
