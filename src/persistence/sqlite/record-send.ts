import type { RecordSendInput } from '../../conversation/delivery.ts';
import { isSilenced, optOutByChannel } from './consent.ts';
import type { Database } from './database.ts';
import { finish, postpone } from './outbox.ts';
import type { OutboxRow } from './rows.ts';
import { applyEarlyStatuses, applyStatus } from './settle.ts';

/** Journey step 11, written down. The state afterwards, for the log. */
export function recordSend(db: Database, input: RecordSendInput): string {
  const read = (): OutboxRow | undefined => db.get('SELECT * FROM outbox WHERE id = ?', [input.id]);
  const row = read();
  if (!row) return 'gone';
  const { outcome } = input;
  const providerId = ('providerId' in outcome && outcome.providerId) || null;
  // Of two sends the later one is what a status or an inline reply will be about.
  if (providerId !== null && row.claim_id === input.claimId) {
    db.run('UPDATE outbox SET provider_id = ? WHERE id = ?', [providerId, row.id]);
  }
  // It did go out: true whoever holds the row by now.
  if (outcome.kind === 'sent') {
    applyStatus(db, row.id, { status: 'sent', errorCode: null, externalId: outcome.providerId });
    applyEarlyStatuses(db, row.channel, row.id, outcome.providerId);
  } else if (row.claim_id === input.claimId && ['sending', 'unknown'].includes(row.state)) {
    // Neither taken over by another claim, nor ended by a status webhook, nor written down before.
    recordFailure(db, row, input, outcome);
  }
  return read()?.state ?? 'gone';
}

function recordFailure(
  db: Database,
  row: OutboxRow,
  { retryInMs, graceMs }: RecordSendInput,
  outcome: Exclude<RecordSendInput['outcome'], { kind: 'sent' }>,
): void {
  db.run('UPDATE outbox SET claim_id = NULL WHERE id = ?', [row.id]);
  const errorCode = outcome.code;
  const silenced = isSilenced(db, row);
  switch (outcome.kind) {
    case 'refused':
      finish(db, row.id, 'failed', errorCode);
      if (outcome.optedOut) optOutByChannel(db, row);
      return;
    case 'later':
      if (silenced) return finish(db, row.id, 'opted-out', errorCode);
      return sendLater(db, row, errorCode, Date.now() + retryInMs);
    case 'unknown':
      if (silenced) finish(db, row.id, 'opted-out', errorCode);
      else postpone(db, row.id, { state: 'unknown', nextAt: Date.now() + graceMs, errorCode });
      return applyEarlyStatuses(db, row.channel, row.id, outcome.providerId ?? null);
    default:
      return outcome satisfies never;
  }
}

/** Certainly not sent. A resend that was spent on it is given back; the send before it is the one that is unknown. */
function sendLater(db: Database, row: OutboxRow, errorCode: string, nextAt: number): void {
  const state = row.resends > 0 ? 'unknown' : 'pending';
  postpone(db, row.id, { state, nextAt, errorCode });
  if (row.resends === 0) return;
  db.run('UPDATE outbox SET resends = resends - 1, sending_at = sent_before_at WHERE id = ?', [row.id]);
}
