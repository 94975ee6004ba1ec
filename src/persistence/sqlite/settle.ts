import type { DeliveryUpdate } from '../../conversation/channel-event.ts';
import { optOutByChannel } from './consent.ts';
import type { Database } from './database.ts';
import { finish, OPEN } from './outbox.ts';
import { sendAgain } from './send-again.ts';
import type { OutboxRow } from './rows.ts';

/**
 * States a status may move a row out of. `delivered` is the truth and corrects everything; nothing else goes
 * backwards. A `pending` row may be moved too (its send was answered "later" and yet went out), and one that an
 * opt-out has ended while it was being sent.
 */
const MOVES: Record<DeliveryUpdate['status'], readonly OutboxRow['state'][]> = {
  sent: ['pending', 'sending', 'unknown', 'opted-out'],
  failed: ['sending', 'unknown', 'sent'],
  delivered: ['pending', 'sending', 'unknown', 'sent', 'failed', 'dead', 'opted-out'],
};

type Status = Pick<DeliveryUpdate, 'status' | 'errorCode' | 'externalId' | 'optedOut' | 'retryInMs'>;

/** Journey step 12. The id of the message that the status belongs to, or null when it is not one of ours. */
export function settleDelivery(db: Database, channel: string, update: DeliveryUpdate): string | null {
  const row = findRow(db, channel, update);
  if (!row) return null;
  applyStatus(db, row.id, update);
  return row.id;
}

/** Moves a row on, if its state allows it. Also fills in the channel's id where it was not known yet. */
export function applyStatus(db: Database, id: string, update: Status): void {
  const { status, errorCode, externalId, optedOut, retryInMs } = update;
  db.run('UPDATE outbox SET provider_id = ? WHERE id = ? AND provider_id IS NULL', [externalId, id]);
  const row = db.get<OutboxRow>('SELECT * FROM outbox WHERE id = ?', [id]);
  if (!row) return;
  if (status === 'failed' && retryInMs !== undefined && sendAgain(db, row, retryInMs, errorCode)) return;
  const moves = MOVES[status].includes(row.state);
  if (moves) finish(db, id, status, errorCode);
  // Also of a row whose refusal is known already, but not why.
  if (status === 'failed' && optedOut && (moves || row.state === 'failed')) optOutByChannel(db, row);
}

/** A status may come before the answer to the send, when only the answer tells which message it belongs to. */
export function applyEarlyStatuses(
  db: Database,
  channel: string,
  id: string,
  providerId: string | null,
): void {
  const early = db.all<{
    seq: number;
    status: Status['status'];
    error_code: string | null;
    opted_out: number;
  }>(
    `SELECT seq, status, error_code, opted_out FROM events
     WHERE channel = ? AND external_id = ? AND status IS NOT NULL AND message_id IS NULL ORDER BY seq`,
    [channel, providerId],
  );
  for (const { seq, status, error_code: errorCode, opted_out: optedOut } of early) {
    applyStatus(db, id, { status, errorCode, externalId: providerId, optedOut: optedOut === 1 });
    db.run('UPDATE events SET message_id = ?, reason = NULL WHERE seq = ?', [id, seq]);
  }
}

/** Correlation id, else the channel's message id, else contact and text of a row whose outcome is open. */
function findRow(db: Database, channel: string, update: DeliveryUpdate): { id: string } | undefined {
  const { correlationId, externalId, target, text } = update;
  return (
    db.get('SELECT id FROM outbox WHERE id = ? AND channel = ?', [correlationId, channel]) ??
    db.get('SELECT id FROM outbox WHERE channel = ? AND provider_id = ?', [channel, externalId]) ??
    db.get(
      `SELECT id FROM outbox WHERE channel = ? AND target = ? AND body = ? AND provider_id IS NULL
         AND state <> 'pending' AND ${OPEN} ORDER BY seq LIMIT 1`,
      [channel, target, text],
    )
  );
}
