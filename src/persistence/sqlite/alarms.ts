import type {
  AlarmToldInput,
  EndedAlarmInput,
  NoticeInput,
  RaiseAlarmInput,
} from '../../conversation/alarms/alarm.store.ts';
import { ensureConversation } from './conversations.ts';
import type { Database } from './database.ts';
import { enqueue } from './outbox.ts';

export function raiseAlarm(db: Database, input: RaiseAlarmInput): boolean {
  const { kind, claimId, repeatMs, leaseMs } = input;
  const now = Date.now();
  db.run(
    `INSERT INTO alarms (kind, raised_at, seen_at) VALUES (?1, ?2, ?2)
       ON CONFLICT (kind) DO UPDATE SET seen_at = ?2`,
    [kind, now],
  );
  const taken = db.run(
    `UPDATE alarms SET claim_id = ?, lease_until = ? WHERE kind = ? AND (lease_until <= ? OR claim_id = ?)
       AND (told_at IS NULL OR told_at <= ?)`,
    [claimId, now + leaseMs, kind, now, claimId, now - repeatMs],
  );
  return taken > 0;
}

export function claimEndedAlarm(db: Database, input: EndedAlarmInput): string | null {
  const { claimId, quietMs, leaseMs } = input;
  const now = Date.now();
  // Nobody was told, so nobody waits for the all clear.
  db.run('DELETE FROM alarms WHERE told_at IS NULL AND seen_at < ? AND lease_until <= ?', [
    now - quietMs,
    now,
  ]);
  const ended = db.get<{ kind: string }>(
    `UPDATE alarms SET claim_id = ?1, lease_until = ?2 WHERE kind =
       (SELECT kind FROM alarms WHERE seen_at < ?3 AND told_at IS NOT NULL AND (lease_until <= ?4 OR claim_id = ?1)
        ORDER BY claim_id = ?1 DESC LIMIT 1) RETURNING kind`,
    [claimId, now + leaseMs, now - quietMs, now],
  );
  return ended?.kind ?? null;
}

export function alarmTold(db: Database, { kind, claimId, ended }: AlarmToldInput): void {
  if (ended) db.run('DELETE FROM alarms WHERE kind = ? AND claim_id = ?', [kind, claimId]);
  else
    db.run(
      'UPDATE alarms SET told_at = ?, claim_id = NULL, lease_until = 0 WHERE kind = ? AND claim_id = ?',
      [Date.now(), kind, claimId],
    );
}

export function sendNotice(db: Database, input: NoticeInput): boolean {
  const { channel, conversation, origin, text, ttlMs } = input;
  return enqueue(db, ensureConversation(db, channel, conversation), { origin, texts: [text], ttlMs });
}
