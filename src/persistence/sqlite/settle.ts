import type { DeliveryUpdate } from '../../conversation/channel-event.ts';
import type { Database, Row } from './database.ts';

/**
 * States a status may move a row out of. `delivered` is the truth and corrects everything; nothing else goes
 * backwards. A `pending` row may be moved too: its send was answered "later" and yet went out.
 */
const MOVES: Record<DeliveryUpdate['status'], readonly string[]> = {
  sent: ['pending', 'sending', 'unknown'],
  failed: ['sending', 'unknown', 'sent'],
  delivered: ['pending', 'sending', 'unknown', 'sent', 'failed', 'dead', 'opted-out'],
};

/** Journey step 12. The id of the message that the status belongs to, or null when it is not one of ours. */
export function settleDelivery(db: Database, channel: string, update: DeliveryUpdate): string | null {
  const row = findRow(db, channel, update);
  if (!row) return null;
  applyStatus(db, row, update.status, update.errorCode, update.externalId);
  return row.id as string;
}

/** Moves a row on, if its state allows it. Also fills in the channel's id where it was not known yet. */
export function applyStatus(
  db: Database,
  row: Row,
  status: DeliveryUpdate['status'],
  errorCode: string | null,
  providerId: string | null,
): void {
  db.run('UPDATE outbox SET provider_id = coalesce(provider_id, ?) WHERE id = ?', providerId, row.id ?? null);
  if (!MOVES[status].includes(row.state as string)) return;
  db.run(
    'UPDATE outbox SET state = ?, error_code = ?, updated_at = ? WHERE id = ?',
    status,
    errorCode,
    Date.now(),
    row.id ?? null,
  );
}

/** Correlation id, else the channel's message id, else contact and text of a row whose outcome is open. */
function findRow(db: Database, channel: string, update: DeliveryUpdate): Row | undefined {
  const { correlationId, externalId, target, text } = update;
  return (
    db.get('SELECT id, state FROM outbox WHERE channel = ? AND id = ?', channel, correlationId) ??
    db.get('SELECT id, state FROM outbox WHERE channel = ? AND provider_id = ?', channel, externalId) ??
    db.get(
      `SELECT id, state FROM outbox WHERE channel = ? AND target = ? AND body = ? AND provider_id IS NULL
         AND state IN ('sending', 'unknown') ORDER BY seq LIMIT 1`,
      channel,
      target,
      text,
    )
  );
}
