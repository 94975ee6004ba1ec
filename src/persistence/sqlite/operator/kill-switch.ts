import type { KillSwitch, KillSwitchChange, KillSwitchInput } from '../../../conversation/operator.ts';
import type { Database } from '../database.ts';
import { release, reschedule } from '../open-texts.ts';
import type { ConversationRow } from '../rows.ts';

const NAME = 'kill-switch';

export function readKillSwitch(db: Database): KillSwitch {
  const set = db.get<{ value: string; changed_at: number }>(
    'SELECT value, changed_at FROM settings WHERE name = ?',
    [NAME],
  );
  return { on: set?.value === 'on', changedAt: set?.changed_at ?? null };
}

/** Read at each claim, so that every server obeys with its next one. */
export function isStopped(db: Database): boolean {
  return readKillSwitch(db).on;
}

export function setKillSwitch(db: Database, { on, maxAgeMs }: KillSwitchInput): KillSwitchChange {
  const before = readKillSwitch(db);
  if (before.on === on) return { ...before, changed: false, deadTexts: 0, deadReplies: 0 };
  const now = Date.now();
  db.run(
    `INSERT INTO settings (name, value, changed_at) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at`,
    [NAME, on ? 'on' : 'off', now],
  );
  // The time in which nobody tried is none in which it has failed.
  if (!on) db.run('UPDATE conversations SET failing_since = ? WHERE failing_since IS NOT NULL', [now]);
  const dead = on ? { deadTexts: 0, deadReplies: 0 } : endWhatIsOld(db, now - maxAgeMs, now);
  return { on, changedAt: now, changed: true, ...dead };
}

/** Hundreds of people must not get yesterday's answers all at once. */
function endWhatIsOld(db: Database, tooOld: number, now: number): { deadTexts: number; deadReplies: number } {
  const waiting = db.all<ConversationRow>(
    'SELECT * FROM conversations WHERE first_unanswered_at <= ? AND paused_at IS NULL AND lease_until <= ?',
    [tooOld, now],
  );
  let deadTexts = 0;
  for (const conversation of waiting) {
    deadTexts += db.run(
      `UPDATE messages SET state = 'dead' WHERE conversation_id = ? AND state = 'unanswered' AND created_at <= ?`,
      [conversation.conversation_id, tooOld],
    );
    if (reschedule(db, conversation) === null) release(db, conversation);
  }
  const deadReplies = db.run(
    `UPDATE outbox SET state = 'dead', error_code = 'too-old', updated_at = ?
     WHERE state = 'pending' AND created_at <= ?`,
    [now, tooOld],
  );
  return { deadTexts, deadReplies };
}
