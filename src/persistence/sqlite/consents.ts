import type { Database } from './database.ts';

/** Whom a consent is about: a channel and an address there (or a conversation without one). */
export interface Subject {
  channel: string;
  target: string;
}

export interface OptOut {
  /** `person`: a STOP, which only START ends. `channel`: reported by it, over as soon as they write again. */
  source: 'person' | 'channel';
  message_id: string;
}

export interface ConsentChange {
  change: 'opt-out' | 'opt-in';
  /** Whose opt-out it is that begins or ends. */
  source: OptOut['source'];
  /** The text that said so, or the reply that was refused. */
  messageId: string;
}

export function optOutOf(db: Database, { channel, target }: Subject): OptOut | undefined {
  return db.get(
    'SELECT source, message_id FROM consents WHERE channel = ? AND target = ? AND opted_out_at IS NOT NULL',
    [channel, target],
  );
}

/** True when somebody's consent has changed after a time. */
export function hasChangedSince(db: Database, { channel, target }: Subject, at: number): boolean {
  const sql = 'SELECT 1 FROM consents WHERE channel = ? AND target = ? AND changed_at > ?';
  return db.get(sql, [channel, target, at]) !== undefined;
}

/** Sets what holds now, and keeps what was: who was opted out when, and by what, has to be shown years later. */
export function changeConsent(
  db: Database,
  { channel, target }: Subject,
  { change, source, messageId }: ConsentChange,
): void {
  const now = Date.now();
  db.run(
    `INSERT INTO consents (channel, target, opted_out_at, changed_at, source, message_id) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (channel, target) DO UPDATE SET opted_out_at = excluded.opted_out_at,
       changed_at = excluded.changed_at, source = excluded.source, message_id = excluded.message_id`,
    [channel, target, change === 'opt-out' ? now : null, now, source, messageId],
  );
  db.run(
    `INSERT INTO consent_changes (channel, target, change, source, message_id, changed_at) VALUES (?, ?, ?, ?, ?, ?)`,
    [channel, target, change, source, messageId, now],
  );
}
